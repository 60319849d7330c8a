using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Questions to <c>/api/repositories/{id}/files</c>.</summary>
internal static class FileQuestions
{
    /// <summary>A file's text: markers of its passages, and how many readable copies there are.</summary>
    public static Probe Text(Draw draw)
    {
        (WorldRepository repository, WorldRef one, WorldFile file) = File(draw);
        bool readable = file.State == "indexed" && draw.Readable.Contains(repository);
        string after = $"/{file.Path}{(one.IsDefault ? "" : $"?ref={one.Name}")}";
        return new Probe($"/api/files/{Uri.EscapeDataString(repository.Name).Replace("%2F", "/", StringComparison.Ordinal)}{after}", answer =>
        {
            FileAnswer text = answer.As<FileAnswer>();
            int copies = Copies(draw.Readable, file) - (one.IsDefault ? 1 : 0);
            return Differences.Of("file", [(repository.Name, one.Name, file.Path, copies)], [(text.Repository, text.Ref, text.Path, text.AlsoIn)])
                .Concat(Differences.Of("symbols", file.Passages.Select(passage => passage.Symbol), text.Symbols.Select(symbol => symbol.Name)))
                .Concat(file.Passages.Where(passage => !text.Text.Contains(passage.Marker, StringComparison.Ordinal)).Select(passage => $"omission: {passage.Marker}"));
        })
        {
            Status = readable ? 200 : 404, AsAbsent = readable ? null : ($"/api/files/no/such{after}", $"{repository.Name}/", "no/such/"),
        };
    }

    /// <summary>What is like a passage: nothing outside what the caller may read, and every copy of it inside.</summary>
    public static Probe Similar(Draw draw)
    {
        (WorldRepository repository, WorldRef one, WorldFile file) = File(draw);
        bool readable = file.State == "indexed" && draw.Readable.Contains(repository);
        string on = one.IsDefault ? "" : $"&ref={one.Name}";
        return new Probe($"/api/similar?limit=100&lines=1-2{on}&file={Uri.EscapeDataString($"{repository.Name}/{file.Path}")}", answer =>
        {
            Place[] scope = [.. Reference.Places(draw.Readable, one => one.IsDefault)];
            return answer.As<SimilarAnswer>().Results.Select(result => result.Place)
                .Where(hit => !scope.Any(place => place.Repository.Name == hit.Repository && place.Ref.Name == hit.Ref && place.File.Path == hit.Path && place.StartLine == hit.StartLine
                    && hit.AlsoIn < scope.Count(other => other.Passage == place.Passage)))
                .Select(hit => $"leak: {hit.Repository} {hit.Path}:{hit.StartLine}, also in {hit.AlsoIn}");
        })
        {
            Status = readable ? 200 : 404, AsAbsent = readable ? null : ($"/api/similar?limit=100&lines=1-2{on}&file={Uri.EscapeDataString($"no/such/{file.Path}")}", $"{repository.Name}/", "no/such/"),
        };
    }

    private static (WorldRepository Repository, WorldRef Ref, WorldFile File) File(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        WorldRef one = draw.Pick(repository.Refs);
        return (repository, one, draw.Pick(one.Files));
    }

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
