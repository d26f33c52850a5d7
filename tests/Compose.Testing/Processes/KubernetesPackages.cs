namespace Compose.Testing.Processes;

/// <summary>kustomize and the schemas of the Kubernetes API, from the packages that eng/kubernetes.sh unpacks.</summary>
public static class KubernetesPackages
{
    private static readonly Lazy<Task<string>> Unpacked = new(UnpackAsync);

    /// <summary>The folder with the OpenAPI documents; a later one counts before those in front of it.</summary>
    public static async Task<string> SchemaFolderAsync() => Path.Combine(await Unpacked.Value, "schemas");

    /// <summary>What `kubectl apply -k FOLDER` sends to a cluster, or why it sends nothing.</summary>
    public static async Task<ProcessRun> BuildAsync(string folder) =>
        await RunAsync(Path.Combine(await Unpacked.Value, "usr", "bin", "kustomize"), "build", folder);

    private static async Task<string> UnpackAsync()
    {
        var run = await RunAsync("bash", RepositoryRoot.Combine("eng", "kubernetes.sh"));
        return run.Succeeded ? run.Output.Trim() : throw new InvalidOperationException(run.ToString());
    }

    private static Task<ProcessRun> RunAsync(string program, params string[] arguments)
    {
        var environment = new[] { "PATH", "HOME", "XDG_CACHE_HOME" }
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null).ToDictionary(variable => variable.Name, variable => variable.Value!);
        return ProcessRun.RunAsync(program, arguments, RepositoryRoot.Combine(), environment);
    }
}
