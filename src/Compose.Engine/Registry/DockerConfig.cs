using System.Text;
using System.Text.Json;
using Compose.Engine.Errors;
using Compose.Host;

namespace Compose.Engine.Registry;

/// <summary>
/// The docker command line's configuration: who we are at which registry, and the proxies that containers are told of.
/// </summary>
public sealed class DockerConfig
{
    private readonly ProcessEnvironment _environment;
    private readonly JsonElement _root;
    private readonly JsonElement _inEnvironment;

    private DockerConfig(ProcessEnvironment environment)
    {
        _environment = environment;
        File = Directory(environment) is { } directory ? Path.Combine(directory, "config.json") : "";
        try
        {
            _inEnvironment = environment[EnvironmentNames.AuthConfig] is { Length: > 0 } text
                ? Parse(Encoding.UTF8.GetBytes(text), EnvironmentNames.AuthConfig.Name)
                : default;
            _root = Read(File);
        }
        catch (EngineError e)
        {
            // Most commands need nothing of it. A command that asks for a credential fails.
            Damage = e;
        }
    }

    public string File { get; }

    /// <summary>Why it cannot be used; then it holds nothing.</summary>
    public EngineError? Damage { get; }

    /// <summary>The user's own `--format` of `ps`; empty when there is none.</summary>
    public string PsFormat => Text(_root, "psFormat") ?? "";

    /// <summary>The keys that leave a session, where the user has chosen others than the engine's.</summary>
    public string? DetachKeys => Text(_root, "detachKeys");

    /// <summary>The programs that keep credentials, by registry; the one of all other registries has an empty name.</summary>
    public IReadOnlyDictionary<string, string> CredentialPrograms
    {
        get
        {
            var programs = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (Text(_root, "credsStore") is { Length: > 0 } store)
                programs[""] = CredentialHelper.ProgramOf(store);
            foreach (var helper in Members(_root, "credHelpers"))
                programs[helper.Name] = CredentialHelper.ProgramOf(helper.Value.ToString());
            return programs;
        }
    }

    /// <summary>The folder of the configuration; null when there is neither <c>DOCKER_CONFIG</c> nor a home.</summary>
    public static string? Directory(ProcessEnvironment environment)
    {
        if (environment[EnvironmentNames.ConfigFolder] is { Length: > 0 } named)
            return named;

        var home = environment[OperatingSystem.IsWindows() ? EnvironmentNames.WindowsHome : EnvironmentNames.Home];
        return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".docker");
    }

    public static DockerConfig Load(ProcessEnvironment environment) => new(environment);

    /// <summary>The name of the context in use, if one is set and the file can be read.</summary>
    internal static string? CurrentContext(ProcessEnvironment environment) =>
        Directory(environment) is { } directory
            && Text(Read(Path.Combine(directory, "config.json")), "currentContext") is { Length: > 0 } name
            ? name
            : null;

    /// <summary>
    /// The credential for a registry (see <see cref="RegistryName.KeyOf"/>): from <c>DOCKER_AUTH_CONFIG</c>, its own helper,
    /// the general store, or the file itself.
    /// </summary>
    public async Task<RegistryCredential?> CredentialAsync(string registry, CancellationToken cancellationToken = default)
    {
        Demand();
        if (Stored(_inEnvironment, registry) is { } given)
            return given;

        var helper = HelperOf(registry);
        var kept = helper is null ? null : await helper.GetAsync(registry, cancellationToken).ConfigureAwait(false);
        return kept ?? Stored(_root, registry);
    }

    /// <summary>Every credential there is, by registry, for a build that may need any of them.</summary>
    public async Task<IReadOnlyDictionary<string, RegistryCredential>> AllCredentialsAsync(CancellationToken cancellationToken = default)
    {
        Demand();
        var registries = new SortedSet<string>(StringComparer.Ordinal);
        registries.UnionWith(Members(_root, "auths").Select(p => p.Name));
        registries.UnionWith(Members(_root, "credHelpers").Select(p => p.Name));
        registries.UnionWith(Members(_inEnvironment, "auths").Select(p => p.Name));
        if (Text(_root, "credsStore") is { Length: > 0 } store)
            registries.UnionWith(await new CredentialHelper(store, _environment).ListAsync(cancellationToken).ConfigureAwait(false));

        var found = new Dictionary<string, RegistryCredential>(StringComparer.Ordinal);
        foreach (var registry in registries)
        {
            if (await CredentialAsync(registry, cancellationToken).ConfigureAwait(false) is { } credential)
                found.Add(registry, credential);
        }

        return found;
    }

    /// <summary>The proxy variables for containers of the engine at this address, in both spellings.</summary>
    public IReadOnlyDictionary<string, string> ProxyVariables(string engine)
    {
        var proxies = Member(_root, "proxies");
        var chosen = Member(proxies, engine);
        chosen = chosen.ValueKind == JsonValueKind.Object ? chosen : Member(proxies, "default");
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("httpProxy", "HTTP_PROXY", "http_proxy");
        Add("httpsProxy", "HTTPS_PROXY", "https_proxy");
        Add("noProxy", "NO_PROXY", "no_proxy");
        Add("ftpProxy", "FTP_PROXY", "ftp_proxy");
        Add("allProxy", "ALL_PROXY", "all_proxy");
        return variables;

        void Add(string key, string upper, string lower)
        {
            if (Text(chosen, key) is { Length: > 0 } value)
                variables[upper] = variables[lower] = value;
        }
    }

    internal CredentialHelper? HelperOf(string registry)
    {
        Demand();
        var helpers = Member(_root, "credHelpers");
        var suffix = Text(helpers, registry) ?? Text(helpers, RegistryName.HostOf(registry)) ?? Text(_root, "credsStore");
        return string.IsNullOrEmpty(suffix) ? null : new CredentialHelper(suffix, _environment);
    }

    private void Demand()
    {
        if (Damage is not null)
            throw Damage;
    }

    private static RegistryCredential? Stored(JsonElement source, string registry)
    {
        var entries = Member(source, "auths");
        var entry = Member(entries, registry);
        if (entry.ValueKind != JsonValueKind.Object)
        {
            // Entries are also written as an address of the same host.
            var host = RegistryName.HostOf(registry);
            entry = Members(source, "auths").FirstOrDefault(p => RegistryName.HostOf(p.Name) == host).Value;
        }

        if (entry.ValueKind != JsonValueKind.Object)
            return null;

        var (user, password) = Decoded(Text(entry, "auth") ?? "");
        var credential = new RegistryCredential
        {
            ServerAddress = registry,
            Username = user ?? Text(entry, "username"),
            Password = password ?? Text(entry, "password"),
            IdentityToken = Text(entry, "identitytoken"),
            RegistryToken = Text(entry, "registrytoken"),
        };
        var isEmpty = string.IsNullOrEmpty(credential.Username)
            && string.IsNullOrEmpty(credential.IdentityToken)
            && string.IsNullOrEmpty(credential.RegistryToken);
        return isEmpty ? null : credential;
    }

    private static (string? User, string? Password) Decoded(string auth)
    {
        var bytes = new byte[auth.Length];
        if (auth.Length == 0 || !Convert.TryFromBase64String(auth, bytes, out var length))
            return default;

        var text = Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0');
        var colon = text.IndexOf(':');
        return colon < 0 ? default : (text[..colon], text[(colon + 1)..]);
    }

    private static JsonElement Read(string file)
    {
        try
        {
            // Docker takes an empty file for one without settings.
            return System.IO.File.Exists(file) && System.IO.File.ReadAllBytes(file) is { Length: > 0 } text ? Parse(text, file) : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw EngineError.Of(EngineErrorKind.Credential, $"the docker configuration cannot be read: {e.Message}", e);
        }
    }

    // The parser's message can quote what it read, and that can be a password.
    private static JsonElement Parse(byte[] text, string origin)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw EngineError.Of(EngineErrorKind.Credential, $"{origin} is not JSON (line {e.LineNumber + 1})");
        }
    }

    private static JsonElement Member(JsonElement source, string name) =>
        source.ValueKind == JsonValueKind.Object && source.TryGetProperty(name, out var value) ? value : default;

    private static JsonProperty[] Members(JsonElement source, string name) =>
        Member(source, name) is { ValueKind: JsonValueKind.Object } members ? [.. members.EnumerateObject()] : [];

    private static string? Text(JsonElement source, string name) =>
        Member(source, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
