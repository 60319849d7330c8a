using Julie.Bench.Page;

return args switch
{
    ["typing"] => await TypingBenchmark.RunAsync(),
    ["pictures", var folder] => await Pictures.TakeAsync(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: dotnet run -c Release --project bench/Page -- COMMAND      (on a running system: ./julie up --detach; JULIE_CHROMIUM names a browser)

          typing
              types queries key by key in a real browser and prints how long after the last key the first results are painted
          pictures FOLDER
              every page in light and dark, and on a narrow screen, as PNG files
        """);
    return 2;
}
