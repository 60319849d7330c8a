using Julie.Embedding.Quantization;

using Microsoft.ML.Tokenizers;

namespace Julie.Embedding.Tests.Quantization;

public sealed class SampleTextsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("julie-texts-").FullName;
    private readonly Tokenizer tokenizer = new Support.LetterTokenizer();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_Folder_TakesPassagesThatFitAndSentencesOfComments()
    {
        for (var file = 0; file < 30; file++)
        {
            var code = string.Concat(Enumerable.Range(0, 60).Select(line => $"var total{line} = {file} + {line};\n"));
            Write($"file{file:D2}.cs", $"// Counts the lines of file number {file} again\n{code}");
        }

        Write("bin/ignored.cs", "// Never reads what a build has written there\n");
        Write("picture.png", "// Never reads what is no source file at all\n");

        var texts = SampleTexts.Read(folder, tokenizer, maxTokens: 40, passages: 25, queries: 5);

        Assert.Equal(25, texts.Passages.Distinct().Count());
        Assert.All(texts.Passages, passage => Assert.InRange(tokenizer.CountTokens(passage), 1, 40));
        Assert.Equal(5, texts.Queries.Count);
        Assert.All(texts.Queries, query => Assert.StartsWith("Counts the lines of file number", query));
        Assert.Equal(texts.Passages, SampleTexts.Read(folder, tokenizer, 40, 25, 5).Passages);
    }

    [Fact]
    public void Read_FolderWithTooLittle_SaysWhatToDo()
    {
        Write("only.cs", "// One comment in a single small file\nvar x = 1;\n");

        var error = Assert.Throws<QuantizationException>(() => SampleTexts.Read(folder, tokenizer, null, 10, 10));

        Assert.Contains("--texts", error.Message);
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
