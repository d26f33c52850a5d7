using Compose.Files.Model;

namespace Compose.Planning.Swarm.Desired;

/// <summary>Services of a stack by the names that files have for them.</summary>
internal static class StackServiceNames
{
    /// <summary>"web" for "shop_web".</summary>
    public static string Short(string stack, string name) =>
        name.StartsWith(stack + "_", StringComparison.Ordinal) ? name[(stack.Length + 1)..] : name;

    /// <summary>The name in the files; empty if they do not declare the service.</summary>
    public static string Key(string stack, string name, NamedMap<Service> declared) =>
        Short(stack, name) is var key && key != name && declared.Contains(key) ? key : "";
}
