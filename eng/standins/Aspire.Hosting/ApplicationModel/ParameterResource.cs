namespace Aspire.Hosting.ApplicationModel;

public class ParameterResource : Resource
{
    // Only named in signatures: servers without containers generate and keep their own passwords.
    internal ParameterResource(string name)
        : base(name)
    {
    }
}
