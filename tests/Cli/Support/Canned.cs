namespace Julie.Cli.Tests.Support;

/// <summary>Answers as the API writes them.</summary>
internal static class Canned
{
    public const string Hit = """
        {"query":"retry backoff","results":[{"repository":"shop","path":"src/Retry.cs","startLine":40,"endLine":52,"symbol":"Retry.WithBackoff","kind":"method","language":"csharp","commit":"0123456789abcdef","score":0.5,"snippet":"// one\n// two\n// three\n// four\n// five\n// six\n// seven\npublic void WithBackoff()\n{\n    RetryLater(\"[red]\");\n    var retrying = entry;\n}\nend","alsoIn":2}],"coverage":1,"model":"m","elapsedMs":3.5}
        """;

    public const string Pattern = """
        {"query":"/Retry\\w+/","mode":"regex","results":[{"repository":"shop","path":"src/Retry.cs","startLine":1,"endLine":12,"symbol":null,"kind":null,"language":"csharp","commit":"0123456789abcdef","score":1,"snippet":"one","alsoIn":0,"ref":"refs/heads/main","lines":[{"number":3,"text":"    RetryLater();","spans":[{"start":4,"end":14}]},{"number":9,"text":"  RetryNow(RetryLater);","spans":[{"start":2,"end":10},{"start":11,"end":21}]}],"lineCount":2}],"coverage":1,"model":"m","elapsedMs":3.5}
        """;

    public const string FileAround = """
        {"repository":"shop","path":"src/Retry.cs","ref":"refs/heads/main","commit":"0123456789abcdef","stale":false,"language":"csharp","size":99,"flags":[],"lines":12,"startLine":2,"endLine":10,"text":"two\n    RetryLater();\nfour\nfive\nsix\nseven\neight\n  RetryNow(RetryLater);\nten","highlights":[],"symbols":[],"secrets":[],"alsoIn":0}
        """;

    public const string Nothing = """{"query":"x","results":[],"coverage":1,"model":"m","elapsedMs":1}""";

    public const string Accepted = """{"repositoryId":7,"name":"shop","created":true,"syncId":9}""";

    public const string Repository = """
        {"id":7,"name":"shop","url":"https://example.org/shop","ref":"refs/heads/main","commit":"0123456789abcdef","state":"ready","files":{"total":5,"indexed":3,"skipped":{"binary":2},"failed":0},"passages":{"total":10,"embedded":10,"failed":0},"error":null,"syncedAt":null}
        """;

    public const string Status = $$"""{"space":{"id":1,"model":"m","dimensions":256,"state":"active","search":"exact"},"passages":{"total":1000,"embedded":999,"failed":0},"repositories":[{{Repository}}]}""";

    public static string Sync(string state, bool complete, long id = 9, long? supersededBy = null, string? error = null) => $$"""
        {"id":{{id}},"repositoryId":7,"repository":"shop","state":"{{state}}","stage":"reading","commit":"0123456789abcdef","files":5,"blobsTotal":3,"blobsRead":3,"chunks":12,"passagesNew":10,"passages":{"total":10,"embedded":{{(complete ? 10 : 4)}},"failed":0},"supersededBy":{{supersededBy?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}},"error":{{(error is null ? "null" : $"\"{error}\"")}},"traceId":null,"createdAt":"2026-01-01T00:00:00Z","finishedAt":null,"complete":{{(complete ? "true" : "false")}}}
        """;

    public static string Problem(int status, string title, string detail) =>
        $$"""{"type":"urn:julie:problem:x","title":"{{title}}","status":{{status}},"detail":"{{detail}}"}""";
}
