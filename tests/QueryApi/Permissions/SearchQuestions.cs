using System.Globalization;
using Julie.Contracts.Api;

namespace Julie.QueryApi.Tests.Permissions;

/// <summary>Questions to <c>/api/search</c>. All texts together are fewer than an answer may hold, so nothing of the scope may be missing.</summary>
internal static class SearchQuestions
{
    private const int Limit = 100;

    private static readonly (string Text, Func<string, bool> Holds)[] Paths =
    [
        ("path:*.py", path => path.EndsWith(".py", StringComparison.Ordinal)), ("path:src/**", path => path.StartsWith("src/", StringComparison.Ordinal)),
        ("path:file1", path => path.Contains("file1", StringComparison.Ordinal)), ("-path:tests/**", path => !path.StartsWith("tests/", StringComparison.Ordinal)),
        ("path:SRC/*.cs", path => path.StartsWith("src/", StringComparison.Ordinal) && path.EndsWith(".cs", StringComparison.Ordinal) && path.Count(c => c == '/') == 1),
    ];

    private static readonly (string Text, Func<string, bool> Holds)[] Languages =
        [("lang:python", language => language == "python"), ("lang:CSharp", language => language == "csharp"), ("-lang:markdown", language => language != "markdown")];

    private static readonly (string Text, Func<WorldRef, bool> Holds)[] Refs =
    [
        ("ref:*", _ => true), ("ref:release/*", one => one.Name.StartsWith("refs/heads/release/", StringComparison.Ordinal)), ("ref:v1", one => one.Name == "refs/tags/v1"),
        ("ref:refs/heads/main", one => one.Name == "refs/heads/main"), ("-ref:trunk", one => one.IsDefault && one.Name != "refs/heads/trunk"),
    ];

    public static Probe Make(Draw draw)
    {
        (string word, Func<WorldPassage, bool> matches, List<string> sent) = Word(draw);
        (List<string> wanted, List<string> unwanted) = Names(draw);
        var path = draw.Chance(4) ? draw.Pick(Paths) : (Text: "", Holds: static _ => true);
        var language = draw.Chance(4) ? draw.Pick(Languages) : (Text: "", Holds: static _ => true);
        var on = draw.Chance(4) ? draw.Pick(Refs) : (Text: "", Holds: static one => one.IsDefault);

        string query = string.Join(' ', new[] { word, path.Text, language.Text, on.Text }.Concat(wanted.Select(name => $"repo:{name}")).Concat(unwanted.Select(name => $"-repo:{name}")).Where(part => part.Length > 0));
        sent.AddRange(wanted);
        sent.AddRange(unwanted);
        Place[] repositories = [.. Reference.Places(Reference.Filtered(draw.Readable, wanted, unwanted), on.Holds)];
        Place[] scope = [.. repositories.Where(place => path.Holds(place.File.Path) && language.Holds(place.File.Language))];
        // a phrase must hold: what does not hold it is not in scope
        Place[] covered = [.. scope.Where(place => !word.StartsWith('"') || matches(place.Passage))];
        string manner = draw.Chance(2) ? "" : draw.Pick(["&explain=true", "&mode=lexical", "&mode=semantic", "&ranking=false"]);
        // by meaning alone, what has no vector is not found
        bool byMeaning = manner == "&mode=semantic";
        return new Probe($"/api/search?limit={Limit}&q={Uri.EscapeDataString(query)}{manner}", answer => Judge(
            answer.As<SearchAnswer>(), scope, passage => matches(passage) && (!byMeaning || passage.State == "embedded")).Concat(Coverage(answer.As<SearchAnswer>(), covered, repositories))) { Sent = sent };
    }

    /// <summary>The same questions, judged by the last answer of the stream.</summary>
    public static Probe Stream(Draw draw)
    {
        Probe question = Make(draw);
        return question with
        {
            Target = question.Target.Replace("/api/search?", "/api/search/stream?", StringComparison.Ordinal),
            Judge = answer =>
            {
                string[] events = answer.Raw.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
                string last = events.Last(one => one.Contains("event: results\n", StringComparison.Ordinal));
                return question.Judge(answer with { Raw = last[(last.IndexOf("data: ", StringComparison.Ordinal) + "data: ".Length)..] });
            },
        };
    }

    /// <summary>A pattern that only one text holds: files that hold it, and no others.</summary>
    public static Probe Pattern(Draw draw)
    {
        WorldPassage passage = Unique(draw);
        IEnumerable<(string, string, string)> expected = Reference.Places(draw.Readable, one => one.IsDefault).Where(place => place.Passage == passage)
            .Select(place => (place.Repository.Name, place.Ref.Name, place.File.Path)).Distinct();
        return new Probe($"/api/search?limit={Limit}&mode=regex&q={Uri.EscapeDataString($"/{passage.Marker[..^1]}[q]/")}", answer => Differences.Of(
            "file", expected, answer.As<SearchAnswer>().Results.Select(hit => (hit.Repository, hit.Ref, hit.Path)))) { Sent = [passage.Marker] };
    }

    public static Probe Symbol(Draw draw)
    {
        WorldPassage passage = Unique(draw);
        IEnumerable<(string, string, string, int)> expected = Reference.Places(draw.Readable, one => one.IsDefault).Where(place => place.Passage == passage)
            .Select(place => (place.Repository.Name, place.Ref.Name, place.File.Path, place.StartLine));
        return new Probe($"/api/symbols?limit={Limit}&q={passage.Symbol}", answer => Differences.Of(
            "symbol", expected, answer.As<SymbolAnswer>().Symbols.Select(hit => (hit.Repository, hit.Ref, hit.Path, hit.Line)))) { Sent = [passage.Symbol] };
    }

    internal static WorldPassage Unique(Draw draw) =>
        draw.Pick(draw.Pick(draw.Repository().Refs).Files.SelectMany(file => file.Passages).DefaultIfEmpty(Any(draw)).ToList());

    public static Probe WaitFor(Draw draw)
    {
        WorldRepository repository = draw.Repository();
        WorldRef one = draw.Pick(repository.Refs);
        string commit = draw.Chance(2) ? one.Commit : one.Commit[..12];
        bool known = draw.Readable.Contains(repository);
        return new Probe($"/api/search?limit=1&q={draw.Pick(draw.World.Vocabulary)}&waitForSeconds=0&waitFor={commit}", answer =>
        {
            WaitOutcome outcome = answer.As<SearchAnswer>().WaitFor!;
            return Differences.Of("commit", [known ? ("applied", one.Commit) : ("unknown", commit)], [(outcome.State, outcome.Commit)]);
        }) { Sent = [commit] };
    }

    /// <summary>
    /// The share of the texts in scope that have a vector, each counted once. Of a large scope it is told more cheaply: each once for each repository, whatever the file.
    /// </summary>
    private static IEnumerable<string> Coverage(SearchAnswer answer, Place[] scope, Place[] repositories)
    {
        double exact = Share(scope.Select(place => place.Passage).DistinctBy(passage => passage.Marker));
        double large = Share(repositories.Where(place => place.Ref.IsDefault).DistinctBy(place => (place.Repository, place.Passage.Marker)).Select(place => place.Passage));
        if (Math.Min(Math.Abs(answer.Coverage - exact), Math.Abs(answer.Coverage - large)) > 1e-9)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{(answer.Coverage > exact ? "leak" : "omission")}: coverage {answer.Coverage} instead of {exact}, or {large}");
        }
    }

    private static double Share(IEnumerable<WorldPassage> passages) =>
        passages.ToList() is { Count: > 0 } all ? (double)all.Count(passage => passage.State == "embedded") / all.Count : 1;

    private static (string Word, Func<WorldPassage, bool> Matches, List<string> Sent) Word(Draw draw)
    {
        if (draw.Chance(3))
        {
            // a text that may be nowhere in the caller's repositories, by what only it holds: a word, its symbol, or a phrase
            WorldPassage passage = Unique(draw);
            string word = draw.Pick([passage.Marker, passage.Symbol, $"\"{passage.Words[^1]} {passage.Marker}\""]);
            return (word, other => other == passage, [passage.Marker, passage.Symbol]);
        }

        string common = draw.Pick(draw.World.Vocabulary);
        return (common, passage => passage.Words.Contains(common), []);
    }

    private static WorldPassage Any(Draw draw) => draw.World.Repositories.SelectMany(r => r.Refs).SelectMany(r => r.Files).SelectMany(f => f.Passages).First();

    /// <summary>Names of repositories that are readable or not, whole, in part or with a <c>*</c>.</summary>
    private static (List<string> Wanted, List<string> Unwanted) Names(Draw draw)
    {
        string Name() => draw.Repository().Name is var name && draw.Random.Next(4) switch
        {
            0 => name[..Math.Max(2, name.Length / 2)] + "*",
            1 => name[(name.Length / 3)..],
            2 => name.ToUpperInvariant(),
            _ => name,
        } is var text ? text.TrimStart('-', '/', '%', '.', '_') : "";
        return (
            draw.Chance(2) ? [] : [.. Enumerable.Range(0, draw.Random.Next(1, 3)).Select(_ => Name())],
            draw.Chance(4) ? [Name()] : []);
    }

    private static IEnumerable<string> Judge(SearchAnswer answer, Place[] scope, Func<WorldPassage, bool> matches)
    {
        ILookup<string, Place> places = scope.ToLookup(place => place.Passage.Marker);
        HashSet<string> found = [];
        Place? At(string repository, string on, string path, int line) =>
            scope.FirstOrDefault(one => one.Repository.Name == repository && one.Ref.Name == on && one.File.Path == path && one.StartLine == line);
        foreach (SearchResult hit in answer.Results)
        {
            Place? place = At(hit.Repository, hit.Ref, hit.Path, hit.StartLine);
            if (place is null || place.Passage.Body != hit.Snippet || place.Passage.Symbol != hit.Symbol || place.Ref.Commit != hit.Commit)
            {
                yield return $"leak: {hit.Repository} {hit.Ref} {hit.Path}:{hit.StartLine} {hit.Symbol}";
                continue;
            }

            int others = places[place.Passage.Marker].Count() - 1;
            if (hit.AlsoIn != others)
            {
                yield return $"{(hit.AlsoIn > others ? "leak" : "omission")}: {place.Passage.Marker} is also in {hit.AlsoIn} places, {others} of them readable";
            }

            found.Add(place.Passage.Marker);
            foreach (PlaceInFile more in hit.More)
            {
                if (At(hit.Repository, hit.Ref, hit.Path, more.StartLine) is { } other && other.Passage.Symbol == more.Symbol)
                {
                    found.Add(other.Passage.Marker);
                }
                else
                {
                    yield return $"leak: {hit.Repository} {hit.Ref} {hit.Path}:{more.StartLine} {more.Symbol}";
                }
            }

            foreach (OtherFile file in hit.Elsewhere.Where(file => At(file.Repository, file.Ref, file.Path, file.StartLine)?.Passage != place.Passage))
            {
                yield return $"leak: {place.Passage.Marker} is elsewhere in {file.Repository} {file.Ref} {file.Path}:{file.StartLine}";
            }
        }

        foreach (FacetValue facet in answer.Facets.Repositories.Where(facet => facet.Count > scope.Where(place => place.Repository.Name == facet.Value).Select(place => place.Passage.Marker).Distinct().Count()))
        {
            yield return $"leak: facet {facet.Value} {facet.Count}";
        }

        foreach (string missing in scope.Where(place => matches(place.Passage)).Select(place => place.Passage.Marker).Except(found))
        {
            yield return $"omission: the text of {missing}";
        }
    }
}
