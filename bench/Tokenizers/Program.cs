using System.Globalization;

using Julie.Bench.Tokenizers;
using Julie.Tests.Support;

// Tokenizers against Hugging Face's own library: the same text in the same run, one thread each. Prints Markdown for docs/benchmarks.md.
var vocabularies = Path.Combine(RepositoryRoot.Path, "..", "shared", "bench", "tokenizers");
if (args.Length == 0 || !Directory.Exists(vocabularies))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Tokenizers -- FOLDER-OF-CODE [ROUNDS]   (vocabularies: ../shared/bench/tokenizers)");
    return 2;
}

var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var texts = Passages.Of(args[0]);
await TokenizerBenchmark.RunAsync(Path.GetFullPath(vocabularies), texts, rounds, Console.Out, CancellationToken.None);
return 0;
