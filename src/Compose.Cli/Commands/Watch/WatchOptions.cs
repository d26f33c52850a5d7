namespace Compose.Cli.Commands.Watch;

/// <summary>The flags of `watch` that matter while it watches.</summary>
/// <param name="Prune">Removes the images of the project that a rebuild leaves without a name.</param>
/// <param name="Quiet">Hides the log of builds.</param>
internal sealed record WatchOptions(bool Prune, bool Quiet);
