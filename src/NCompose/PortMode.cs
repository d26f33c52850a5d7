namespace NCompose;

/// <summary>How the published ports of a stack of its own are chosen.</summary>
public enum PortMode
{
    /// <summary>The engine chooses free ports, so several stacks of the same files run side by side.</summary>
    Automatic,

    /// <summary>As the files say.</summary>
    AsDeclared,
}
