namespace Compose.Cli.Context;

/// <summary>Who changes a stack, for the history and for the runs that wait.</summary>
internal static class StackOwner
{
    public static string Name() => $"{Environment.UserName}@{Environment.MachineName}";
}
