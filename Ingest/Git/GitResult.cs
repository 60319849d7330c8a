using System.Text;

namespace Julie.Ingest.Git;

/// <summary>What a short git command gave.</summary>
internal sealed record GitResult(int ExitCode, byte[] Output, string StandardError)
{
    public bool Succeeded => ExitCode == 0;

    public string Text => Encoding.UTF8.GetString(Output);
}
