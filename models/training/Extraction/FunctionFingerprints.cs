using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Julie.Training.Extraction;

/// <summary>Functions that must not be learnt from, recognised by their code without documentation and white space.</summary>
internal sealed class FunctionFingerprints
{
    /// <summary>Sets that cut long functions off still match by their beginning.</summary>
    private const int Beginning = 120;

    private readonly HashSet<string> whole = new(StringComparer.Ordinal);
    private readonly HashSet<string> beginnings = new(StringComparer.Ordinal);

    /// <summary>Reads a JSON object whose property names are functions.</summary>
    public void Add(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var function in json.RootElement.EnumerateObject())
        {
            var code = Normalize(PythonDefinitions.WithoutDocumentation(function.Name));
            whole.Add(code);
            if (code.Length >= Beginning)
            {
                beginnings.Add(code[..Beginning]);
            }
        }
    }

    public bool Contains(string codeWithoutDocumentation)
    {
        var code = Normalize(codeWithoutDocumentation);
        return whole.Contains(code) || (code.Length >= Beginning && beginnings.Contains(code[..Beginning]));
    }

    public static ulong HashOf(string code) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Normalize(code))));

    private static string Normalize(string code) => string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
}
