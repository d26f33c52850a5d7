namespace Compose.Files.Schema;

/// <summary>What is declared by a name in the files of a project.</summary>
public enum NamedKind
{
    /// <summary>Services and jobs.</summary>
    Service,
    Network,
    Volume,
    Secret,
    Config,
    Model,

    /// <summary>A profile needs no declaration: each use declares it.</summary>
    Profile,
}
