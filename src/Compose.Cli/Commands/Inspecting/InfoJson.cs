using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Compose.Cli.Hosting;
using Compose.Execution.Facts;

namespace Compose.Cli.Commands.Inspecting;

internal static class InfoJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><paramref name="problem"/> is why there is no engine.</summary>
    public static string Of(ClientFacts client, EngineFacts? engine, string? problem)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", ProductVersion.Tag);
            json.WriteString("address", client.Address);
            json.WriteString("origin", client.Origin);
            json.WriteString("problem", problem);
            Engine(json, engine);
            json.WriteString("buildx", client.Buildx);
            json.WriteString("configuration", client.Configuration);
            json.WriteString("configuration_problem", client.Damage);
            Client(json, client);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    private static void Engine(Utf8JsonWriter json, EngineFacts? engine)
    {
        if (engine is null)
        {
            json.WriteNull("engine");
            return;
        }

        json.WriteStartObject("engine");
        json.WriteString("name", engine.Name);
        json.WriteString("product", engine.Product);
        json.WriteString("api", engine.Api);
        json.WriteString("newest_api", engine.NewestApi);
        json.WriteString("system", engine.System);
        json.WriteString("kernel", engine.Kernel);
        json.WriteString("platform", engine.Platform);
        json.WriteString("storage_driver", engine.StorageDriver);
        json.WriteString("folder", engine.Folder);
        json.WriteNumber("processors", engine.Processors);
        json.WriteNumber("memory", engine.Memory);
        if (engine.FreeSpace is { } free)
            json.WriteNumber("free_space", free);
        else
            json.WriteNull("free_space");
        json.WriteString("swarm", engine.Swarm);
        List(json, "capabilities", engine.Capabilities, capability =>
        {
            json.WriteString("name", capability.Name);
            json.WriteBoolean("works", capability.Works);
            json.WriteString("reason", capability.Reason);
        });
        json.WriteEndObject();
    }

    private static void Client(Utf8JsonWriter json, ClientFacts client)
    {
        List(json, "contexts", client.Contexts, context =>
        {
            json.WriteString("name", context.Name);
            json.WriteString("host", context.Host);
            json.WriteBoolean("current", context.IsCurrent);
        });
        List(json, "credential_helpers", client.Credentials, helper =>
        {
            json.WriteString("registry", helper.Registry);
            json.WriteString("program", helper.Program);
            json.WriteBoolean("found", helper.IsFound);
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
