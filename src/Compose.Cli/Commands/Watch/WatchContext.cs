using Compose.Cli.Context;
using Compose.Files.Model;
using Compose.Watch.Manifests;

namespace Compose.Cli.Commands.Watch;

/// <summary>What all services of one watch share.</summary>
/// <param name="Run">The command.</param>
/// <param name="Project">The services.</param>
/// <param name="Output">Shows what is done.</param>
/// <param name="Update">Recreates services.</param>
/// <param name="Options">The flags.</param>
/// <param name="Manifests">What containers hold.</param>
/// <param name="Since">What has changed since then need not be in an image, and nothing has handled it yet.</param>
internal sealed record WatchContext(
    CommandContext Run, ComposeProject Project, IWatchOutput Output, IServiceUpdate Update, WatchOptions Options, ManifestStore Manifests,
    DateTimeOffset Since)
{
    public void Fail(string service, Compose.Watch.Rules.ServiceRule? rule, string text) =>
        Output.On(new WatchEvent(WatchEventKind.Failed) { Service = service, Rule = rule, Text = text });
}
