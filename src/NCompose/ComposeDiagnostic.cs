namespace NCompose;

/// <summary>A problem of a compose file.</summary>
public sealed record ComposeDiagnostic
{
    /// <summary>How bad it is.</summary>
    public required ComposeSeverity Severity { get; init; }

    /// <summary>The stable code, such as <c>NC0302</c>; <c>ncompose explain NC0302</c> explains it.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Help { get; init; }

    /// <summary>The absolute path of the file; null when the problem has no place.</summary>
    public string? File { get; init; }

    /// <summary>The line, from 1; 0 without a place.</summary>
    public int Line { get; init; }

    /// <summary>The column, from 1; 0 without a place.</summary>
    public int Column { get; init; }

    /// <summary>The line of the end, from 1; 0 without a place.</summary>
    public int EndLine { get; init; }

    /// <summary>The column behind the end, from 1; 0 without a place.</summary>
    public int EndColumn { get; init; }

    /// <summary><c>compose.yaml(3,5): error NC0302: message</c>, as compilers write it.</summary>
    public override string ToString()
    {
        var place = File is null ? "" : $"{File}({Line},{Column},{EndLine},{EndColumn}): ";
        return $"{place}{Severity.ToString().ToLowerInvariant()} {Code}: {Message}";
    }
}
