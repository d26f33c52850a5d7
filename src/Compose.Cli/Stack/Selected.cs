using Compose.Planning;

namespace Compose.Cli.Stack;

/// <summary>Services named on the command line against those that there are.</summary>
static class Selected
{
    /// <summary>The sentence for the first name that is no service; null when all are.</summary>
    public static string? Unknown(StackOutline stack, IReadOnlyList<string> names)
    {
        var unknown = names.FirstOrDefault(name => stack.Find(name) is null && !stack.Disabled.Contains(name));
        return unknown is null ? null : "no such service: " + unknown;
    }
}
