using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard.Messages;

namespace Julie.AppHost.Tests.StandInRun;

public sealed class ResourceServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("guess")]
    public async Task Call_WithoutTheKey_GetsNothing(string? key)
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        using var client = new ResourceClient(model.Dashboard, key);
        await foreach (var _ in client.CallAsync("WatchResources", null, WatchResourcesUpdate.Parser, Cancelled))
        {
            Assert.Fail("resources were sent");
        }

        Assert.Equal("16", client.Status);
    }

    [Fact]
    public async Task Call_OfAnUnknownMethod_IsUnimplemented()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        using var client = new ResourceClient(model.Dashboard, model.Dashboard.ResourceServiceKey);
        await foreach (var _ in client.CallAsync("Nonsense", null, WatchResourcesUpdate.Parser, Cancelled))
        {
            Assert.Fail("there was an answer");
        }

        Assert.Equal("12", client.Status);
    }

    [Fact]
    public async Task WatchResources_OfARunningModel_SendsAllOfThemAndThenEachChange()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        using var client = new ResourceClient(model.Dashboard, model.Dashboard.ResourceServiceKey);
        await using var updates = client.CallAsync("WatchResources", null, WatchResourcesUpdate.Parser, Cancelled).GetAsyncEnumerator(Cancelled);

        Assert.True(await updates.MoveNextAsync());
        var resources = updates.Current.InitialData.Resources;
        Assert.Equal(["back", "front", "front"], resources.Select(r => r.DisplayName));
        var front = resources.Last();
        Assert.Equal(("Running", "success", "Project"), (front.State, front.StateStyle, front.ResourceType));
        Assert.Equal("hunter2", Assert.Single(front.Environment, v => v.Name == "SECRET_OF_FRONT").Value);
        Assert.Equal(HealthStatus.Healthy, Assert.Single(front.HealthReports).Status);
        Assert.Equal(model.Instance("front", replica: 1).Urls().Single().Url, Assert.Single(front.Urls).FullUrl);
        Assert.Contains(front.Relationships, r => r is { ResourceName: "back", Type: "WaitFor" });

        using var http = model.Client("back");
        await http.PostAsync(new Uri("/end?code=7", UriKind.Relative), null, Cancelled);
        Aspire.Hosting.Dashboard.Messages.Resource changed;
        do
        {
            Assert.True(await updates.MoveNextAsync());
            changed = updates.Current.Changes.Value.Single().Upsert;
        }
        while (changed is not { DisplayName: "back", State: "Exited" });
        Assert.Equal("error", changed.StateStyle);
        Assert.Equal(7, changed.Properties.Single(p => p.Name == "resource.exitCode").Value.NumberValue);
    }

    [Fact]
    public async Task WatchResourceConsoleLogs_OfAService_SendsWhatItWroteAndWhatItWrites()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        using var client = new ResourceClient(model.Dashboard, model.Dashboard.ResourceServiceKey);
        var request = new WatchResourceConsoleLogsRequest { ResourceName = model.Instance("back").Id };
        await using var updates = client.CallAsync("WatchResourceConsoleLogs", request, WatchResourceConsoleLogsUpdate.Parser, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("started", updates.Current.LogLines[0].Text);

        using var http = model.Client("back");
        await http.PostAsync(new Uri("/say?text=hello", UriKind.Relative), null, Cancelled);
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal("hello", Assert.Single(updates.Current.LogLines).Text);
    }

    [Fact]
    public async Task ExecuteResourceCommand_StopAndStart_ChangesTheProcess()
    {
        await using var model = await RunningModel.StartAsync(Cancelled);
        await model.HealAsync(Cancelled);
        using var client = new ResourceClient(model.Dashboard, model.Dashboard.ResourceServiceKey);
        var back = model.Instance("back");
        var before = back.Status.ProcessId;

        Assert.Equal(ResourceCommandResponseKind.Succeeded, (await ExecuteAsync(client, back.Id, "stop")).Kind);
        Assert.Equal(KnownResourceStates.Exited, back.Status.State);
        Assert.False(back.Status.IsFailure);
        Assert.Equal(ResourceCommandResponseKind.Succeeded, (await ExecuteAsync(client, back.Id, "start")).Kind);
        await model.UntilAsync("back", s => s.ProcessId is not null && s.ProcessId != before, Cancelled);
        Assert.Equal(ResourceCommandResponseKind.Failed, (await ExecuteAsync(client, back.Id, "explode")).Kind);
    }

    private static Task<ResourceCommandResponse> ExecuteAsync(ResourceClient client, string resource, string command) =>
        client.AskAsync(
            "ExecuteResourceCommand", new ResourceCommandRequest { ResourceName = resource, CommandName = command }, ResourceCommandResponse.Parser, Cancelled);
}
