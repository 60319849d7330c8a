using System.Text;
using System.Text.Json.Nodes;

using Julie.Embedding.Tokenizers.Models;
using Julie.Embedding.Tokenizers.Splitting;

namespace Julie.Embedding.Tests.Support;

/// <summary>A byte-pair encoding trained on some code, as small as it may be to have merges of every kind.</summary>
internal static class SmallBpe
{
    /// <summary>A model of a tokenizer.json.</summary>
    /// <param name="bytes">Symbols are bytes as GPT-2 writes them; else characters, with ▁ for a space and tokens for all bytes.</param>
    /// <param name="first">Tokens that come first in the vocabulary, unmerged.</param>
    public static JsonObject Train(bool bytes, params string[] first)
    {
        var scanner = new Gpt2Scanner();
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var passage in CodePassages.Take(1500))
        {
            var found = new List<Word>();
            scanner.Split(passage, 0, passage.Length, found);
            foreach (var word in found)
            {
                var text = passage[word.Start..word.End];
                text = bytes ? ByteAlphabet.Write(Encoding.UTF8.GetBytes(text)) : text.Replace(' ', '▁');
                words[text] = words.GetValueOrDefault(text) + 1;
            }
        }

        string[] alphabet = bytes
            ? [.. Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value).ToString())]
            : [.. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>"), .. words.Keys.SelectMany(word => word).Where(c => c < 0x3000 && !char.IsSurrogate(c)).Distinct().Order().Select(c => c.ToString())];
        var vocabulary = first.Concat(alphabet).ToList();
        var known = vocabulary.ToHashSet(StringComparer.Ordinal);
        var merges = new JsonArray();
        var split = words.OrderByDescending(word => word.Value).Take(1500).Select(word => (Parts: word.Key.Select(c => c.ToString()).ToList(), word.Value)).ToList();
        for (var round = 0; round < 400; round++)
        {
            var best = split.SelectMany(word => word.Parts.Zip(word.Parts.Skip(1), (a, b) => ((a, b), word.Value)))
                .GroupBy(pair => pair.Item1, pair => pair.Value).Select(group => (group.Key, Count: group.Sum()))
                .Where(pair => !known.Contains(pair.Key.a + pair.Key.b) && known.Contains(pair.Key.a) && known.Contains(pair.Key.b))
                .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.Key.a + pair.Key.b, StringComparer.Ordinal).First().Key;
            vocabulary.Add(best.a + best.b);
            known.Add(best.a + best.b);
            merges.Add(new JsonArray(best.a, best.b));
            foreach (var (parts, _) in split)
            {
                for (var i = 0; i + 1 < parts.Count; i++)
                {
                    if (parts[i] == best.a && parts[i + 1] == best.b)
                    {
                        parts[i] += best.b;
                        parts.RemoveAt(i + 1);
                    }
                }
            }
        }

        return new JsonObject
        {
            ["type"] = "BPE",
            ["vocab"] = new JsonObject(vocabulary.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
            ["merges"] = merges,
        };
    }
}
