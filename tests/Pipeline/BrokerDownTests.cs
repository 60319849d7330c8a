using System.Net;
using System.Net.Http.Json;

using Julie.Contracts.Api;
using Julie.Tests.Support;

namespace Julie.Pipeline.Tests;

/// <summary>A push while RabbitMQ is down, on a system of its own: nobody else's test shall miss the broker.</summary>
public sealed class BrokerDownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_WhileTheBrokerIsDown_IsAcceptedAndSearchableOnceItIsBack()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("JULIE_TEST_HOME") is { Length: > 0 }, "the system that is used is somebody else's");
        await using var system = new RunningSystem();
        await system.InitializeAsync();
        var broker = Broker.Find(system.Home);
        Assert.SkipWhen(broker is null, "RabbitMQ runs in a container here, and is not stopped from outside");
        using var repository = await SampleRepository.CreateAsync(Token);
        repository.Write("first.py", "def first_dunlin():\n    return 1\n");
        await repository.CommitAsync("first", Token);
        var first = await system.IndexAsync(repository.Folder, Token);
        repository.Write("second.py", "def second_dunlin():\n    return 'while the broker was down'\n");
        var commit = await repository.CommitAsync("second", Token);

        await broker!.StopAsync(Token);
        HttpStatusCode answered;
        try
        {
            using var response = await Webhook.SendAsync(system, repository.Folder, commit, Token);
            answered = response.StatusCode;
        }
        finally
        {
            await broker.StartAsync(Token);
        }

        Assert.Equal(HttpStatusCode.Accepted, answered);
        SearchAnswer? answer;
        do
        {
            answer = await system.Api.GetFromJsonAsync<SearchAnswer>(
                $"/api/search?q=second_dunlin repo:{first.Repository}&waitFor={commit}&waitForVectors=true&waitForSeconds=30", Token);
        }
        while (answer!.WaitFor!.State is "pending" or "unknown" || !answer.WaitFor.Embedded);

        Assert.Equal("applied", answer.WaitFor.State);
        Assert.Contains(answer.Results, hit => hit.Path == "second.py" && hit.Similarity is not null);
    }
}
