namespace Julie.AppHost.Tests;

/// <summary>Holds every stand-in to the list of public members that were looked up in the real package.</summary>
/// <remarks>JULIE_UPDATE_PUBLIC_API=1 writes the lists instead; then look up each new member and put its source in.</remarks>
public class PublicApiTests
{
    public static TheoryData<string> Folders => new(StandIn.Names());

    [Theory]
    [MemberData(nameof(Folders))]
    public void PublicSurface_OfEveryStandIn_IsWhatItsListSays(string folder)
    {
        Assert.SkipUnless(StandIn.AreUsed, "The registry has the real packages: no stand-in is built.");
        var standIn = new StandIn(folder);
        Assert.SkipUnless(standIn.HasOwnSources, "Has no code of its own: nothing, or the real package's sources.");
        var surface = PublicSurface.Of(standIn.Load());
        if (Environment.GetEnvironmentVariable("JULIE_UPDATE_PUBLIC_API") == "1")
        {
            PublicApiList.Update(standIn.PublicApiFile, surface);
        }

        var listed = PublicApiList.Read(standIn.PublicApiFile).Keys;
        Assert.Empty(surface.Except(listed).Select(m => $"{folder} declares, but PublicApi.txt lacks: {m}"));
        Assert.Empty(listed.Except(surface).Select(m => $"PublicApi.txt lists, but {folder} lacks: {m}"));
        Assert.Empty(PublicApiList.WithoutSource(standIn.PublicApiFile).Select(m => $"PublicApi.txt of {folder} does not say where this was looked up: {m}"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Readme_OfEveryStandIn_SaysWhatItStandsFor(string folder)
    {
        var readme = Path.Combine(new StandIn(folder).Folder, "README.md");
        Assert.True(File.Exists(readme), $"{readme} is missing");
        Assert.Contains(folder, File.ReadAllText(readme), StringComparison.Ordinal);
    }
}
