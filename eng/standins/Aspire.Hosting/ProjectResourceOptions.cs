namespace Aspire.Hosting;

public class ProjectResourceOptions
{
    /// <summary>Launch profiles are never read here, so this changes nothing.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
