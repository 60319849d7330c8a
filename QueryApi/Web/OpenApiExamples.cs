using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Julie.QueryApi.Web;

/// <summary>What each parameter of a search means, with an example that can be tried.</summary>
internal static class OpenApiExamples
{
    private const string Query = "The query: words, \"texts\", /patterns/, repo: lang: path: file: ref: symbol: kind: is: filters, -, OR, parentheses, mode: and count: (docs/query-language.md).";

    private static readonly Dictionary<(string Path, string Name), (string Description, JsonNode? Example)> Parameters = new()
    {
        [("api/search", "q")] = (Query, "retry lang:go -is:test (path:src/** OR \"exponential backoff\")"),
        [("api/search/stream", "q")] = (Query, "/func \\w+Retry\\(/ lang:go"),
        [("api/symbols", "q")] = ("Names, or how they begin; Cart.Add names the scope too, * stands for any characters; every filter, kind: included.", "Cart.Add kind:function"),
        [("api/files/{**address}", "address")] = ("Name of the repository, a slash, and the path.", "github.com/acme/shop/src/cart.go"),
        [("api/files/{**address}", "lines")] = ("Which lines: 10-40, 10- or 10; without it all.", "10-40"),
        [("api/files/{**address}", "q")] = ("A query whose words and texts are lit up.", "retry \"exponential backoff\""),
        [("api/similar", "file")] = ("Name of the repository, a slash, and the path.", "github.com/acme/shop/src/cart.go"),
        [("api/similar", "lines")] = ("Which lines it shall be like: 10-40, 10- or 10; 400 at most.", "10-40"),
        [("api/similar", "clones")] = ("true: only copies, changed a little at most.", "true"),
    };

    private static readonly Dictionary<string, (string Description, JsonNode? Example)> Everywhere = new()
    {
        ["limit"] = ("How many results, 1 to 100; count: in the query goes before it.", "20"),
        ["cursor"] = ("What the page before answered as next, with the same query.", null),
        ["ref"] = ("A branch or tag instead of the default branch, as ref: in the query.", "release/1.0"),
        ["mode"] = ("hybrid, semantic, lexical, regex or symbol; mode: in the query goes before it.", "hybrid"),
        ["ranking"] = ("false: without what names, paths and kinds of files add to the scores.", "true"),
        ["explain"] = ("true: results say what their scores are made of.", "true"),
        ["waitFor"] = ("A commit that the index shall hold first: 7 to 64 hexadecimal digits.", "b43eed1ca"),
        ["waitForSeconds"] = ("The longest wait, 0 to 60 seconds.", "10"),
        ["waitForVectors"] = ("true: until its vectors are there too.", "true"),
    };

    public static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        string path = context.Description.RelativePath ?? "";
        bool searches = Parameters.Keys.Any(key => key.Path.Split('{')[0] == path.Split('{')[0]);
        foreach (OpenApiParameter parameter in searches ? operation.Parameters?.OfType<OpenApiParameter>() ?? [] : [])
        {
            (string Path, string Name) key = Parameters.Keys.FirstOrDefault(known => known.Path.Split('{')[0] == path.Split('{')[0] && known.Name == parameter.Name);
            if ((key.Name is not null && Parameters.TryGetValue(key, out (string Description, JsonNode? Example) known)) || Everywhere.TryGetValue(parameter.Name ?? "", out known))
            {
                parameter.Description = known.Description;
                parameter.Example = known.Example?.DeepClone();
            }
        }

        return Task.CompletedTask;
    }
}
