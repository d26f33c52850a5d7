using Compose.Cli.Rendering.Progress;

namespace Compose.Cli.Commands.Watch;

/// <summary>Recreates the containers of one service from its current image.</summary>
internal interface IServiceUpdate
{
    /// <summary>Null when the new containers run, otherwise what failed.</summary>
    Task<string?> RecreateAsync(string service, IProgressView view);
}
