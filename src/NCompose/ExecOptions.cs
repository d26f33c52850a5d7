namespace NCompose;

/// <summary>How a command runs in a container.</summary>
public sealed record ExecOptions
{
    /// <summary>The user. Null is that of the container.</summary>
    public string? User { get; init; }

    /// <summary>The working folder. Null is that of the container.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables of the command.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the command reads from its standard input. Null is nothing.</summary>
    public string? Input { get; init; }

    /// <summary>The number of the container, where the service has several.</summary>
    public int Number { get; init; }
}
