using System.Globalization;
using System.Text;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Tables;
using Compose.Execution.Facts;

namespace Compose.Cli.Commands.Inspecting;

internal static class InfoText
{
    private const int Column = 14;

    public static string Of(ClientFacts client, EngineFacts? engine)
    {
        var text = new StringBuilder();
        Line(text, "ncompose", ProductVersion.Tag);
        Line(text, "Address", client.Origin.Length > 0 ? $"{client.Address} (from {client.Origin})" : client.Address);
        if (engine is not null)
            Engine(text, engine);
        Line(text, "Builder", client.Buildx ?? "the engine's own");
        Line(text, "Configuration", client.Damage ?? client.Configuration);
        foreach (var context in client.Contexts)
            Line(text, "Context", $"{context.Name}: {context.Host ?? "cannot be read"}{(context.IsCurrent ? " (current)" : "")}");
        foreach (var helper in client.Credentials)
            Line(text, "Credentials",
                $"{(helper.Registry.Length > 0 ? helper.Registry : "all registries")}: {helper.Program}{(helper.IsFound ? "" : " (not found)")}");
        if (engine is not null)
            Capabilities(text, engine);
        return text.ToString();
    }

    private static void Engine(StringBuilder text, EngineFacts engine)
    {
        Line(text, "Engine", $"{engine.Product} on {engine.Name}");
        Line(text, "API", engine.Api == engine.NewestApi ? engine.Api : $"{engine.Api} of {engine.NewestApi}");
        Line(text, "System", $"{engine.System}, {engine.Platform}, kernel {engine.Kernel}");
        Line(text, "Machine",
            string.Create(CultureInfo.InvariantCulture, $"{engine.Processors} processors, {HumanUnits.Size(engine.Memory)} of memory"));
        Line(text, "Storage", $"{engine.StorageDriver} in {engine.Folder}");
        Line(text, "Free disk",
            engine.FreeSpace is { } free ? HumanUnits.Size(free) : "not known: the engine's disk is not one of this machine");
        if (engine.Swarm.Length > 0)
            Line(text, "Swarm", engine.Swarm);
    }

    private static void Capabilities(StringBuilder text, EngineFacts engine)
    {
        text.Append("\nWorks: ").AppendJoin(", ", engine.Capabilities.Where(each => each.Works).Select(each => each.Name)).Append('\n');
        foreach (var missing in engine.Capabilities.Where(each => !each.Works))
            text.Append("Does not work: ").Append(missing.Name).Append(": ").Append(missing.Reason).Append('\n');
    }

    private static void Line(StringBuilder text, string name, string value) =>
        text.Append((name + ":").PadRight(Column + 1)).Append(value).Append('\n');
}
