using Julie.Embedding.Manifest;
using Julie.Embedding.Tests.Support;

using Microsoft.Extensions.Logging;

namespace Julie.Embedding.Tests.Manifest;

public sealed class ManifestsAtStartTests
{
    [Fact]
    public async Task Start_WrongManifests_AreLoggedEachAndTheServiceStarts()
    {
        using var folder = new ModelFolder();
        foreach (var id in (string[])["bad", "worse"])
        {
            Directory.CreateDirectory(Path.Combine(folder.Directory, id));
            File.WriteAllText(Path.Combine(folder.Directory, id, "model.json"), "{");
        }

        var logger = new Lines();
        await new ManifestsAtStart(folder.Store, logger).StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, logger.Messages.Count);
        Assert.Contains(Path.Combine("bad", "model.json"), logger.Messages[0]);
        Assert.Contains(Path.Combine("worse", "model.json"), logger.Messages[1]);
    }

    [Fact]
    public async Task Start_NoModelsFolder_IsLoggedAndTheServiceStarts()
    {
        var logger = new Lines();

        await new ManifestsAtStart(new ModelStore("/nowhere/models"), logger).StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains("/nowhere/models", Assert.Single(logger.Messages));
    }

    private sealed class Lines : ILogger<ManifestsAtStart>
    {
        public List<string> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => Messages.Add(formatter(state, exception));
    }
}
