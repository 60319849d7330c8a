using System.Text;
using System.Text.RegularExpressions;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>JSON that is almost what a host sends, or not at all.</summary>
internal static partial class JsonMutation
{
    private static readonly string[] Fragments =
    [
        "null", "true", "0", "-1", "1e999", "-1e-999", "123456789012345678901234567890", "0.1e1", "[]", "{}", "[null]", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"",
        "\"\\uffff\"", "\"\\u202e\"", "\"\ud83d\ude00\"", "\"refs/heads/\"", "\"refs/heads/../../x\"", "\"refs/heads/--upload-pack=touch\"", "\"refs/\"", "\"refs/heads/\\n\"",
        "\"--upload-pack=touch /tmp/x\"", "\"ext::sh -c touch\"", "\"file:///etc\"", "\"file:///etc/passwd\"", "\"/etc\"", "\"https://\"", "\"https://user:password@example.org/a\"",
        "\"https://127.0.0.1/a\"", "\"http://[::1]/a\"", "\"https://example.org/%00/..%2f\"", "\"https://\\ud800.example.org/a\"", "\"git@example.org:a/b\"", "\"//example.org/a\"",
        "\"0000000000000000000000000000000000000000\"", "\"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\"", "\"https://xn--.example/a\"", "\"a/b/c/d/e/f\"", "\"/\"", "\"..\"", "\"push\"",
        "{\"\\ud800\":1}", "{\"r\\ud800\":1}", "{\"name\":{\"name\":{\"name\":[]}}}", "[[[[[[[[]]]]]]]]", "NaN", "'single'", "tru", "\"\\x\"", "\"\\u12\"", "\"unended",
    ];

    /// <summary>Replaces some values and keys of a document by others.</summary>
    public static string Replace(string json, Random random)
    {
        var tokens = Token().Matches(json);
        for (var times = random.Next(1, 4); times > 0 && tokens.Count > 0; times--)
        {
            var token = tokens[random.Next(tokens.Count)];
            var by = random.Next(12) switch
            {
                0 => $"\"{new string('a', random.Next(1, 5000))}\"",
                1 => Deep(random, random.Next(1, 200)),
                2 => token.Value.Length > 2 ? $"{token.Value[..^1]}\\ud800{token.Value[^1]}" : "0",
                3 => $"{token.Value},{tokens[random.Next(tokens.Count)].Value}",
                4 => $"[{string.Join(',', Enumerable.Repeat(Fragments[random.Next(Fragments.Length)], random.Next(1, 300)))}]",
                _ => Fragments[random.Next(Fragments.Length)],
            };
            json = $"{json[..token.Index]}{by}{json[(token.Index + token.Length)..]}";
            tokens = Token().Matches(json);
        }

        return json;
    }

    /// <summary>Arrays and objects in each other, closed or not.</summary>
    public static string Deep(Random random, int depth)
    {
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"repository\":", "}");
        var text = new StringBuilder(open.Length * depth);
        for (var i = 0; i < depth; i++)
        {
            text.Append(open);
        }

        text.Append("null");
        for (var i = random.Next(8) == 0 ? depth : 0; i < depth; i++)
        {
            text.Append(close);
        }

        return text.ToString();
    }

    public static string Any(Random random, int depth = 0) => random.Next(depth > 5 ? 1 : 4) switch
    {
        1 => $"[{string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => Any(random, depth + 1)))}]",
        2 => $"{{{string.Join(',', Enumerable.Range(0, random.Next(6)).Select(_ => $"{Key(random)}:{Any(random, depth + 1)}"))}}}",
        _ => Fragments[random.Next(Fragments.Length)],
    };

    private static string Key(Random random)
    {
        string[] known = ["repository", "ref", "after", "clone_url", "project", "changes", "push", "resource", "eventType", "id", "new", "old", "name", "event_name", "default_branch", "links"];
        var key = known[random.Next(known.Length)];
        return random.Next(6) switch
        {
            0 => $"\"{key[..random.Next(key.Length)]}\\ud800\"",
            1 => $"\"\\u{(int)key[0]:x4}{key[1..]}\"",
            _ => $"\"{key}\"",
        };
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
