using System.Text.Json;
using System.Text.Json.Nodes;
using Compose.Differential.Tests.Inspecting;

namespace Compose.Differential.Tests.Adopting;

/// <summary>What an adopted container must have in common with the one that it replaces.</summary>
internal static class AdoptedView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A mount can be asked for in two forms; what it is stands in Mounts.</summary>
    private static readonly string[] FormsOfMounts = ["Binds", "Mounts"];

    public static string Of(JsonNode container, IReadOnlyDictionary<string, string> names)
    {
        var view = (JsonObject)Neutral.Of(container, names, "subnet");
        var labels = (JsonObject)view["Config"]!["Labels"]!;
        foreach (var label in labels.Select(item => item.Key)
            .Where(key => key.StartsWith("com.docker.compose.", StringComparison.Ordinal)).ToList())
            labels.Remove(label);
        foreach (var form in FormsOfMounts)
            view["HostConfig"]!.AsObject().Remove(form);
        view["Config"]!.AsObject().Remove("Volumes");
        // An entrypoint that is empty, and the protocol of a port, may be left out.
        if (view["Config"]!["Entrypoint"] is JsonArray { Count: 0 })
            view["Config"]!["Entrypoint"] = null;
        if (view["Config"]!["ExposedPorts"] is JsonObject ports)
            view["Config"]!["ExposedPorts"] = new JsonArray([.. ports
                .Select(port => port.Key.Contains('/') ? port.Key : port.Key + "/tcp").Order(StringComparer.Ordinal)
                    .Select(port => (JsonNode)port)]);
        foreach (var (_, endpoint) in view["NetworkSettings"]!["Networks"]!.AsObject())
            Endpoint(endpoint!.AsObject(), ((string)view["Name"]!).TrimStart('/'));
        // A container is named by its id or by its name.
        return view.ToJsonString(Indented).Replace("\\u003C", "", StringComparison.Ordinal).Replace("\\u003E", "",
            StringComparison.Ordinal);
    }

    /// <summary>The replacement has its own name among its aliases, and an empty object for no addresses.</summary>
    private static void Endpoint(JsonObject endpoint, string own)
    {
        var aliases = (endpoint["Aliases"] as JsonArray ?? []).Select(alias => (string)alias!)
            .Where(alias => alias != own).Order(StringComparer.Ordinal);
        endpoint["Aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)alias)]);
        if (endpoint["IPAMConfig"] is JsonObject { Count: 0 })
            endpoint["IPAMConfig"] = null;
    }
}
