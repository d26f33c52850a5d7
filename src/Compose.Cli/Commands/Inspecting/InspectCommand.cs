using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Cli.CommandLine;
using Compose.Cli.Context;
using Compose.Cli.Hosting;
using Compose.Cli.Rendering.Templates;
using Compose.Execution.Observing;
using Compose.Execution.Queries;
using Compose.Planning.Secrets;

namespace Compose.Cli.Commands.Inspecting;

/// <summary>`inspect`: all that the engine tells of the project's containers, images, networks or volumes, without the secrets.</summary>
internal static class InspectCommand
{
    private static readonly JsonWriterOptions Indented = new()
    { Indented = true, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CommandSpec Build()
    {
        var format = Flag.Text(
            "--format", "-f",
            "Format output using a custom template: 'json' line by line, or a Go template that is printed for each document");
        var type = Flag.Text("--type", null, "What to inspect: container, image, network or volume", "container");
        var secrets = Flag.Switch("--show-secrets", null, "Print secrets instead of (hidden)");
        return new CommandSpec("inspect", "Show all that the engine knows of the containers, images, networks or volumes of services")
        {
            RefusedOnSwarm = "`docker service inspect` shows a service, `ps` its tasks and their containers",
            OperandUsage = "[SERVICE...]",
            Examples =
            [
                new("The addresses of web", "ncompose inspect --format \"{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}\" web"),
                new("Where the volumes of db are", "ncompose inspect --type volume --format \"{{.Mountpoint}}\" db"),
            ],
            Run = call =>
                CommandContext.With(call, run => RunAsync(run, call.Operands, call.Value(type), call.Value(format), call.Value(secrets))),
        }.With(format, secrets, type);
    }

    private static async Task<int> RunAsync(
        CommandContext run, IReadOnlyList<string> services, string type, string format, bool showSecrets)
    {
        InspectKind? kind = type switch
        {
            "container" => InspectKind.Container,
            "image" => InspectKind.Image,
            "network" => InspectKind.Network,
            "volume" => InspectKind.Volume,
            _ => null,
        };
        if (kind is null)
            return run.Reporter.Fail($"\"{type}\" is not a valid value for --type", "types are container, image, network and volume");
        if (await InspectedNames.OfAsync(run, kind.Value, services) is not { } names)
            return ExitCodes.Failure;
        var found = await Task.WhenAll(names.Select(name => run.Engine.InspectAsync(kind.Value, name, run.Stop)));
        // An image is asked for by its name and by the id that containers have.
        ImmutableArray<JsonObject> documents =
            [.. found.OfType<JsonObject>().DistinctBy(document => (document["Id"] ?? document["Name"])?.ToString())];
        if (!showSecrets)
        {
            var mask = new InspectMask(
                run.Declared is { } project ? new Redaction(ContentDigests.Of(project).SecretTexts) : Redaction.ByShape);
            documents = [.. documents.Select(mask.Apply)];
        }

        if (format.Length > 0)
            return FormattedRows.Print(
                run.Terminal, format, "", documents.Select(JsonTemplateValue.Of), ImmutableDictionary<string, string>.Empty);
        run.Terminal.Print(Text(documents));
        return ExitCodes.Success;
    }

    private static string Text(ImmutableArray<JsonObject> documents)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Indented))
        {
            writer.WriteStartArray();
            foreach (var document in documents)
                document.WriteTo(writer);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }
}
