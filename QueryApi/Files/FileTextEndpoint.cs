using System.Security.Claims;
using Julie.Contracts.Api;
using Julie.Index.Catalog;
using Julie.Index.Search;
using Julie.Index.Search.Conditions;
using Julie.Index.Snapshots;
using Julie.QueryApi.Query;
using Julie.QueryApi.Web;
using Julie.ServiceDefaults.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Julie.QueryApi.Files;

/// <summary><c>GET /api/files/{repository}/{path}?ref=&amp;lines=&amp;q=</c>: a file as the index holds it.</summary>
internal static class FileTextEndpoint
{
    private const int LongestAddress = 5_000;

    public static async Task<Results<Ok<FileAnswer>, ProblemHttpResult>> ReadAsync(
        string address, string? @ref, string? lines, string? q, ClaimsPrincipal caller, CallerAccess access, FileTextReader files, CancellationToken ct)
    {
        // The server decodes all of a path but this, and a second decoding would change what a name holds.
        address = address.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (address.Length > LongestAddress || address.Contains('\0', StringComparison.Ordinal) || @ref?.Length > LongestAddress)
        {
            return Problems.BadRequest("There is no such file", $"Repository and path have at most {LongestAddress} characters, and no NUL.");
        }

        if (LineRange.Read(lines) is not { } range)
        {
            return Problems.BadRequest("The lines are no range", $"lines={lines} is none: write lines=10-40, lines=10- or lines=10.");
        }

        HighlightFinder? finder;
        try
        {
            finder = string.IsNullOrWhiteSpace(q) ? null : new HighlightFinder(QueryParser.Parse(q));
        }
        catch (InvalidQueryException e)
        {
            return Problems.InvalidQuery(e.Message, e.Position, e.Length);
        }

        // SECURITY: an unreadable repository answers like an absent one: the reader's SQL sees only these (law 4).
        ReadableRepositories readable = await access.ReadableAsync(caller, ct);
        FileText? file = await files.ReadAsync(address, string.IsNullOrEmpty(@ref) ? null : @ref, readable, ct);
        return file is null ? Missing(address, @ref) : TypedResults.Ok(Answer(file, range, finder));
    }

    internal static ProblemHttpResult Missing(string address, string? name) =>
        Problems.NotFound($"There is no file '{address}'{(name is null ? "" : $" on '{name}'")} that this key may read and the index holds. GET /api/repositories/ID/files says why a file is not indexed.");

    private static FileAnswer Answer(FileText file, LineRange range, HighlightFinder? finder)
    {
        string[] all = file.Text.EndsWith('\n') ? file.Text[..^1].Split('\n') : file.Text.Split('\n');
        int first = Math.Min(range.First, all.Length);
        int last = Math.Clamp(range.Last ?? all.Length, first, all.Length);
        return new FileAnswer(
            file.Repository, file.Path, file.Ref, file.Commit, file.Stale, file.Language, file.Size, file.Flags, all.Length, first, last,
            string.Join('\n', all[(first - 1)..last]) + (last == all.Length && file.Text.EndsWith('\n') ? "\n" : ""),
            finder?.Find(file.Text, first, last) ?? [], file.Symbols, file.Secrets, file.AlsoIn);
    }
}
