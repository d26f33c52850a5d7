using System.Text.Json;
using Compose.Engine.Registry;

namespace Compose.Engine.Gaps;

/// <summary>Upstream encodes credentials for itself alone: they are JSON in the Base64 of URLs.</summary>
internal static class RegistryHeader
{
    internal static string Of(RegistryCredential credential) =>
        Base64(JsonSerializer.SerializeToUtf8Bytes(credential, GapJson.Default.RegistryCredential));

    internal static string Of(IReadOnlyDictionary<string, RegistryCredential> credentials) =>
        Base64(JsonSerializer.SerializeToUtf8Bytes(credentials, GapJson.Default.IReadOnlyDictionaryStringRegistryCredential));

    private static string Base64(byte[] json) => Convert.ToBase64String(json).Replace('+', '-').Replace('/', '_');
}
