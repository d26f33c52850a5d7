using System.Text;
using System.Text.Json;

namespace Compose.Engine.Registry;

/// <summary>Credentials in the form of a docker configuration file.</summary>
public static class CredentialFile
{
    public static string Write(IReadOnlyDictionary<string, RegistryCredential> credentials)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, IndentCharacter = '\t', IndentSize = 1 }))
        {
            json.WriteStartObject();
            json.WriteStartObject("auths");
            foreach (var (registry, credential) in credentials.OrderBy(item => item.Key, StringComparer.Ordinal))
                Write(json, registry, credential);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string registry, RegistryCredential credential)
    {
        json.WriteStartObject(registry);
        if (!string.IsNullOrEmpty(credential.Username) || !string.IsNullOrEmpty(credential.Password))
            json.WriteString("auth", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));
        if (!string.IsNullOrEmpty(credential.IdentityToken))
            json.WriteString("identitytoken", credential.IdentityToken);
        if (!string.IsNullOrEmpty(credential.RegistryToken))
            json.WriteString("registrytoken", credential.RegistryToken);
        json.WriteEndObject();
    }
}
