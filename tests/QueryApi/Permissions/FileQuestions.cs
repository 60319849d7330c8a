using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Questions to <c>/api/repositories/{id}/files</c>.</summary>
internal static class FileQuestions
{
    /// <summary>A file's text: markers of its passages, and how many readable copies there are.</summary>
    public static Probe Text(Draw draw)
    {
        (string address, string? on, WorldRepository asked, Meant? meant) = File(draw);
        string after = on is null ? "" : $"?ref={on}";
        string path = address[asked.Name.Length..];
        return new Probe($"/api/files/{Escape(asked.Name)}{path}{after}", answer =>
        {
            (WorldRepository repository, WorldRef one, WorldFile file) = meant!;
            FileAnswer text = answer.As<FileAnswer>();
            int copies = Copies(draw.Readable, file) - (one.IsDefault ? 1 : 0);
            return Differences.Of("file", [(repository.Name, one.Name, file.Path, copies)], [(text.Repository, text.Ref, text.Path, text.AlsoIn)])
                .Concat(Differences.Of("symbols", file.Passages.Select(passage => passage.Symbol), text.Symbols.Select(symbol => symbol.Name)))
                .Concat(file.Passages.Where(passage => !text.Text.Contains(passage.Marker, StringComparison.Ordinal)).Select(passage => $"omission: {passage.Marker}"));
        })
        {
            Status = meant is null ? 404 : 200, AsAbsent = meant is null ? ($"/api/files/no/such{path}{after}", $"{asked.Name}/", "no/such/") : null,
        };
    }

    /// <summary>What is like a passage: nothing outside what the caller may read, and every copy of it inside.</summary>
    public static Probe Similar(Draw draw)
    {
        (string address, string? on, WorldRepository asked, Meant? meant) = File(draw);
        string before = $"/api/similar?limit=100&lines=1-2{(on is null ? "" : $"&ref={on}")}&file=";
        return new Probe(before + Uri.EscapeDataString(address), answer =>
        {
            Place[] scope = [.. Reference.Places(draw.Readable, one => one.IsDefault)];
            return answer.As<SimilarAnswer>().Results.Select(result => result.Place)
                .Where(hit => !scope.Any(place => place.Repository.Name == hit.Repository && place.Ref.Name == hit.Ref && place.File.Path == hit.Path && place.StartLine == hit.StartLine
                    && hit.AlsoIn < scope.Count(other => other.Passage == place.Passage)))
                .Select(hit => $"leak: {hit.Repository} {hit.Path}:{hit.StartLine}, also in {hit.AlsoIn}");
        })
        {
            Status = meant is null ? 404 : 200, AsAbsent = meant is null ? (before + Uri.EscapeDataString($"no/such{address[asked.Name.Length..]}"), $"{asked.Name}/", "no/such/") : null,
        };
    }

    /// <summary>
    /// Some file, readable or not, and the one that its address means to this caller: case does not count in names of repositories, but decides between two of them.
    /// </summary>
    internal static (string Address, string? On, WorldRepository Asked, Meant? Meant) File(Draw draw)
    {
        WorldRepository asked = draw.Repository();
        WorldRef one = draw.Pick(asked.Refs);
        string path = draw.Pick(one.Files).Path;
        string? named = one.IsDefault ? null : one.Name;
        IEnumerable<Meant> meant =
            from repository in draw.Readable
            where repository.Name.Equals(asked.Name, StringComparison.OrdinalIgnoreCase)
            from other in repository.Refs
            where named is null ? other.IsDefault : other.Name == named
            from file in other.Files
            where file.Path == path && file.State == "indexed"
            orderby repository == asked ? 0 : 1, repository.Id
            select new Meant(repository, other, file);
        return ($"{asked.Name}/{path}", named, asked, meant.FirstOrDefault());
    }

    private static string Escape(string name) => Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);

    /// <summary>Files of default branches with the same content.</summary>
    private static int Copies(IEnumerable<WorldRepository> readable, WorldFile file) => readable.SelectMany(repository => repository.Default.Files)
        .Count(other => other.State == "indexed" && other.Language == file.Language && other.Passages.SequenceEqual(file.Passages));

    public static Probe Make(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        string? on = draw.Chance(3) ? draw.Pick(["main", "release/1.0", "refs/tags/v1", "trunk"]) : null;
        WorldRef? one = on is null ? repository.Default : repository.Refs.SingleOrDefault(one => one.Name == on || one.Name == $"refs/heads/{on}" || one.Name == $"refs/tags/{on}");
        string? state = draw.Chance(2) ? draw.Pick(["indexed", "skipped", "failed", "pending"]) : null;
        bool secrets = draw.Chance(4);
        bool python = draw.Chance(4);
        int limit = draw.Chance(3) ? draw.Random.Next(1, 4) : 1000;
        string after = string.Create(
            CultureInfo.InvariantCulture, $"/files?limit={limit}{(on is null ? "" : $"&ref={on}")}{(state is null ? "" : $"&state={state}")}{(secrets ? "&secrets=true" : "")}{(python ? "&path=*.py" : "")}");
        return Endpoints.ById(draw, "/api/repositories/", after, repository.Id, one is not null && draw.Readable.Contains(repository), answer =>
        {
            RepositoryFiles page = answer.As<RepositoryFiles>();
            WorldFile[] counted = [.. one!.Files.Where(file => !python || file.Path.EndsWith(".py", StringComparison.Ordinal))];
            WorldFile[] shown = [.. counted.Where(file => (state is null || file.State == state) && (!secrets || file.HasSecrets)).OrderBy(file => file.Path, StringComparer.Ordinal)];
            FileStateCounts counts = page.Counts!;
            return Differences.Of("file", shown.Take(limit).Select(file => (file.Path, file.State, file.HasSecrets)), page.Files.Select(file => (file.Path, file.State, file.Secrets.Count > 0)))
                .Concat(Differences.Of("next", [shown.Length > limit], [page.Next is not null]))
                .Concat(Differences.Of(
                    "counts",
                    [(counted.Length, Of("indexed"), Of("skipped"), Of("failed"), Of("pending"), counted.Count(file => file.HasSecrets))],
                    [((int)counts.Total, (int)counts.Indexed, (int)counts.Skipped.Values.Sum(), (int)counts.Failed, (int)counts.Pending, (int)counts.WithSecrets)]));

            int Of(string of) => counted.Count(file => file.State == of);
        });
    }
}

/// <summary>A file on a ref of a repository.</summary>
internal sealed record Meant(WorldRepository Repository, WorldRef Ref, WorldFile File);
