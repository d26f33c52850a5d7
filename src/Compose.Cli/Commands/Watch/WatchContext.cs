using Compose.Cli.Context;
using Compose.Files.Model;
using Compose.Watch.Manifests;

namespace Compose.Cli.Commands.Watch;

/// <summary>What all services of one watch share.</summary>
internal sealed record WatchContext(
    CommandContext Run, ComposeProject Project, IWatchOutput Output, IServiceUpdate Update, WatchOptions Options, ManifestStore Manifests)
{
    public void Fail(string service, Compose.Watch.Rules.ServiceRule? rule, string text) =>
        Output.On(new WatchEvent(WatchEventKind.Failed) { Service = service, Rule = rule, Text = text });
}
