namespace NCompose;

/// <summary>What reading the files has found.</summary>
/// <param name="Project">The project; null when there are errors.</param>
/// <param name="Diagnostics">Errors and warnings, in the order of the files.</param>
/// <param name="Files">The absolute paths of all files that were read, with those of include, extends and env_file.</param>
public sealed record ComposeLoad(ComposeProject? Project, IReadOnlyList<ComposeDiagnostic> Diagnostics, IReadOnlyList<string> Files)
{
    /// <summary>The files cannot be used.</summary>
    public bool HasErrors => Project is null;
}
