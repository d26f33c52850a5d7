using System.Collections.Immutable;
using System.Globalization;
using Compose.Files.Diagnostics;
using Compose.Files.Model;
using Compose.Files.Text;
using Compose.Files.Yaml;
using Compose.Planning.Operations;

namespace Compose.Execution.Providers;

/// <summary>Whether the programs of the providers are there and take the options of the files: checked before anything is made.</summary>
internal static class ProviderChecks
{
    public static async Task<ImmutableArray<Diagnostic>> CheckAsync(
        ProviderPrograms programs, ComposeProject project, ProviderVerb verb, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var service in project.Services.Values.Where(service => service.Provider is not null))
            found.AddRange(programs.Find(service.Provider!.Type) is null
                ? [NotFound(service)]
                : Check(service, await programs.MetadataAsync(project, service.Provider.Type, cancellationToken), verb));
        return found.ToImmutable();
    }

    private static Diagnostic NotFound(Service service)
    {
        var type = service.Provider!.Type;
        var summary = type == "compose"
            ? $"services.{service.Name}.provider: 'compose' is not a valid provider type"
            : $"services.{service.Name}.provider: no program \"{type}\" in PATH and no docker plugin of this name";
        return Diagnostic.Error(DiagnosticCode.ProviderNotFound, summary, PlaceOf(service, "type"), "not found",
            "install the provider, or correct its type", Path(service, "type"));
    }

    private static IEnumerable<Diagnostic> Check(Service service, ProviderMetadata metadata, ProviderVerb verb)
    {
        if (metadata.IsEmpty)
            yield break;
        var (provider, command) = (service.Provider!, ProviderPrograms.CommandOf(metadata, verb));
        foreach (var missing in (command?.Parameters ?? [])
            .Where(parameter => parameter.Required && !provider.Options.Contains(parameter.Name)))
            yield return Diagnostic.Error(DiagnosticCode.InvalidProviderOption,
                $"required parameter \"{missing.Name}\" is missing from provider \"{provider.Type}\" definition",
                PlaceOf(service, "options"),
                $"without {missing.Name}", Help(missing), Path(service, "options"));
        foreach (var (name, values) in provider.Options)
            if (command?.Find(name) is { } parameter && values.FirstOrDefault(value => !Takes(parameter, value)) is { } wrong)
                yield return Diagnostic.Error(DiagnosticCode.InvalidProviderOption,
                    $"services.{service.Name}.provider.options.{name}: \"{wrong}\" is not {Expected(parameter)}",
                    PlaceOf(service, "options", name),
                    $"not {Expected(parameter)}", Help(parameter), Path(service, "options", name));
            else if (!new[] { metadata.Up, metadata.Down, metadata.Stop }.Any(known => known?.Find(name) is not null))
                yield return Diagnostic.Warning(DiagnosticCode.InvalidProviderOption,
                    $"services.{service.Name}.provider.options.{name}: provider \"{provider.Type}\" has no such option, so it is ignored",
                    PlaceOf(service, "options", name), "ignored", "remove it, or correct its name", Path(service, "options", name));
    }

    private static bool Takes(ProviderParameter parameter, string value) => parameter switch
    {
        { Enum: { Length: > 0 } values } => values.Split(',', StringSplitOptions.TrimEntries).Contains(value, StringComparer.Ordinal),
        { Type: "integer" or "int" } => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        { Type: "boolean" or "bool" } =>
            value is "true" or "false" or "True" or "False" or "TRUE" or "FALSE" or "t" or "f" or "T" or "F" or "1" or "0",
        _ => true,
    };

    private static string Expected(ProviderParameter parameter) =>
        parameter.Enum is { Length: > 0 } values ? "one of " + values : parameter.Type is "integer" or "int" ? "an integer" : "a boolean";

    private static string? Help(ProviderParameter parameter) =>
        parameter.Description is { Length: > 0 } description ? $"{parameter.Name}: {description}" : null;

    /// <summary>The innermost of these keys that the file has.</summary>
    private static SourceSpan PlaceOf(Service service, params ReadOnlySpan<string> keys)
    {
        var (place, node) = (service.NameSpan, service.Source["provider"]);
        place = node?.Span is { IsNone: false } provider ? provider : place;
        foreach (var key in keys)
        {
            node = (node as YamlMapping)?[key];
            if (node?.Span is not { IsNone: false } span)
                break;
            place = span;
        }

        return place;
    }

    private static AttributePath Path(Service service, params string[] rest) =>
        AttributePath.Of("services", [service.Name, "provider", .. rest]);
}
