using System.Text;

using Julie.Embedding.Tokenizers;
using Julie.Training.Learning;

namespace Julie.Training.Tests;

public sealed class TypedQueriesTests
{
    private static readonly CodeTokenizer Tokenizer = CodeTokenizer.Create(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n',
        ["[UNK]", .. Enumerable.Range('a', 26).Select(c => ((char)c).ToString()), .. "the returns return removes remove all empty lines from given file how to can get best way code for function example of program method in using python current".Split(' ').Where(word => word.Length > 1).Distinct()]))));

    private readonly TypedQueries typed = new(Tokenizer);

    [Fact]
    public void Of_Sentence_KeepsItsWordsInTheirOrder()
    {
        var sentence = Tokenizer.EncodeToIds("empty lines from file");
        for (var seed = 0; seed < 50; seed++)
        {
            var asked = typed.Of([.. sentence], Tokenizer.EncodeToIds("python")[0], new Random(seed));
            var kept = asked.FindAll(sentence.Contains);
            Assert.Equal(sentence.Take(kept.Count), kept);
            Assert.InRange(kept.Count, 3, 4);
        }
    }

    [Fact]
    public void Of_Sentence_IsAskedInManyWays()
    {
        var sentence = Tokenizer.EncodeToIds("Removes all empty lines from the given file");
        var asked = Enumerable.Range(0, 300)
            .Select(seed => Tokenizer.Decode(typed.Of([.. sentence], Tokenizer.EncodeToIds("python")[0], new Random(seed))))
            .ToHashSet();
        Assert.Contains("remove all empty lines from file", asked);
        Assert.Contains(asked, text => text.StartsWith("how to remove", StringComparison.Ordinal));
        Assert.Contains(asked, text => text.StartsWith("python ", StringComparison.Ordinal));
        Assert.Contains(asked, text => text.EndsWith(" in python", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_SameSeed_AsksTheSame()
    {
        var sentence = Tokenizer.EncodeToIds("Returns all empty lines of the given file");
        Assert.Equal(typed.Of([.. sentence], 1, new Random(5)), typed.Of([.. sentence], 1, new Random(5)));
    }
}
