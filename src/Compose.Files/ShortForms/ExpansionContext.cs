using Compose.Files.Diagnostics;
using Compose.Files.Yaml;

namespace Compose.Files.ShortForms;

/// <summary>What an expansion may ask for and report to.</summary>
public sealed class ExpansionContext(DiagnosticBag diagnostics, YamlMapping? volumes, bool lenient)
{
    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>Without interpolation a short form may hold variables: what cannot be read is left as it is.</summary>
    public bool Lenient { get; } = lenient;

    /// <summary>How many ports the ranges so far have become.</summary>
    public int Ports { get; set; }

    /// <summary>Where the node stands that is being expanded.</summary>
    public TreePath Path { get; } = new();

    /// <summary>On Windows a letter and a colon are a drive, so there is no warning.</summary>
    public bool OnWindows { get; } = OperatingSystem.IsWindows();

    /// <summary>Whether the project declares a volume of this name.</summary>
    public bool IsVolume(string name) => volumes?.Contains(name) == true;
}
