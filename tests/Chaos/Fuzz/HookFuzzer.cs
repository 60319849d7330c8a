using System.IO.Compression;
using System.Text;

namespace Julie.Chaos.Tests.Fuzz;

/// <summary>Requests to the hooks, each a function of the seed and its number.</summary>
internal sealed class HookFuzzer(int seed)
{
    private const int Deepest = 60_000;

    public HookInput Make(int number)
    {
        var random = new Random(unchecked((seed * 397) ^ number));
        var shape = HostShape.All[random.Next(HostShape.All.Count)];
        var (eventName, payload) = shape.Payloads[random.Next(shape.Payloads.Count)];
        var (kind, body) = Body(payload, random);
        var headers = new List<(string, string)> { ("Content-Type", random.Next(6) == 0 ? OddText(random) : "application/json") };
        if (kind == "compressed")
        {
            headers.Add(("Content-Encoding", "gzip"));
        }
        else if (kind == "form")
        {
            headers[0] = ("Content-Type", "application/x-www-form-urlencoded");
        }

        if (shape.EventHeader is { } named && random.Next(12) != 0)
        {
            headers.Add((named, random.Next(6) == 0 ? OddText(random) : eventName));
        }

        if (shape.IdHeader is { } id && random.Next(12) != 0)
        {
            headers.Add((id, random.Next(6) == 0 ? OddText(random) : $"fuzz-{number}"));
        }

        // Three of four are proven, so that what is behind the proof is reached.
        headers.AddRange(shape.Proof(body, random.Next(8) == 0 ? "guess" : HostShape.Secret, random.Next(2) == 0).Where(_ => random.Next(12) != 0));
        if (random.Next(10) == 0)
        {
            kind += ", odd headers";
            Disturb(headers, random);
        }

        var framing = random.Next(20) == 0 ? (Framing)random.Next(Enum.GetValues<Framing>().Length) : random.Next(5) == 0 ? Framing.Chunked : Framing.Length;
        var method = random.Next(100) == 0 ? Pick(random, "GET", "PUT", "DELETE", "OPTIONS", "PATCH", "post", "BREW") : "POST";
        return new HookInput($"{number} {shape.Provider} {kind} {framing}", method, PathOf(shape, random), headers, body, framing);
    }

    private static (string Kind, byte[] Body) Body(string payload, Random random) => random.Next(16) switch
    {
        < 6 => ("replaced", Encoding.UTF8.GetBytes(JsonMutation.Replace(payload, random))),
        < 9 => ("bytes", Bytes(Encoding.UTF8.GetBytes(payload), random)),
        9 => ("any", Encoding.UTF8.GetBytes(JsonMutation.Any(random))),
        10 => ("deep", Encoding.UTF8.GetBytes(JsonMutation.Deep(random, random.Next(1, random.Next(20) == 0 ? Deepest : 200)))),
        11 => ("compressed", Gzip(Encoding.UTF8.GetBytes(payload))),
        12 => ("form", Encoding.UTF8.GetBytes("payload=" + Form(payload, random))),
        13 => ("random", Noise(random.Next(2000), random)),
        14 => ("many refs", Encoding.UTF8.GetBytes(ManyRefs(payload, random))),
        _ => ("as it is", Encoding.UTF8.GetBytes(payload)),
    };

    private static byte[] Bytes(byte[] body, Random random)
    {
        var bytes = body.ToList();
        for (var times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.InsertRange(at, Pick<byte[]>(random, [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0x00], [0xF4, 0x90, 0x80, 0x80])); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Noise(int length, Random random)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static string Form(string payload, Random random) => random.Next(3) switch
    {
        0 => payload,
        1 => Uri.EscapeDataString(payload).Replace("%22", Pick(random, "%", "%2", "%zz", "%00", "+", "%22"), StringComparison.Ordinal),
        _ => Uri.EscapeDataString(payload),
    };

    private static string ManyRefs(string payload, Random random) =>
        payload.Replace("\"changes\":[", $"\"changes\":[{string.Concat(Enumerable.Range(0, random.Next(1, 3000)).Select(i => $"{{\"ref\":\"refs/heads/{i}\",\"after\":null}},"))}", StringComparison.Ordinal);

    private static string PathOf(HostShape shape, Random random) => random.Next(25) switch
    {
        0 => $"/api/hooks/{Pick(random, "", "%00", "..", "%2e%2e%2f", "nobody", "github%0a", "%ff", "GITHUB", new string('x', 3000))}",
        1 => $"/api/hooks/{shape.Provider}/{Pick(random, "%00", "..", "%2e%2e", "nobody", "a%2fb", "%f0%9f%98%80", "github", new string('y', 3000))}",
        _ => $"/api/hooks/{shape.Provider}",
    };

    private static void Disturb(List<(string, string)> headers, Random random)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (name, value) = headers[random.Next(headers.Count)];
            switch (random.Next(6))
            {
                case 0: headers.Add((name, value)); break;
                case 1: headers.Add((name, OddText(random))); break;
                case 2: headers.Add((name.ToUpperInvariant(), "")); break;
                case 3: headers.Add(("X-Gitlab-Instance", OddText(random))); break;
                case 4: headers.Add(("webhook-signature", OddText(random))); break;
                default: headers.Add(($"X-{random.Next()}", new string('h', random.Next(9000)))); break;
            }
        }
    }

    private static string OddText(Random random) => Pick(random,
        "", " ", "\t", "\u00ff\u00fe", "\u00c3\u00a9", "\u00ed\u00a0\u0080", "\0", "a\0b", "\x7f", new string('z', 6000), "%00", "sha256=", "v1,", "v1,=== v1,bm8= v1,", "Basic", "Basic !!", "Basic Og==",
        "99999999999999999999", "-1", "application/x-www-form-urlencoded; charset=\ud800", "text/plain; charset=utf-16", "multipart/form-data", "push\r\n folded: 1", "https://\u00ff", "{}", "null");

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];
}
