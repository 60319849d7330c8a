namespace Aspire.Hosting.ApplicationModel;

public interface IResourceAnnotation
{
}
