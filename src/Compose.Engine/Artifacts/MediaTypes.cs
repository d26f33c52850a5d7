namespace Compose.Engine.Artifacts;

/// <summary>The kinds of content of a published project, as Docker Compose names them.</summary>
public static class MediaTypes
{
    public const string Project = "application/vnd.docker.compose.project";
    public const string ComposeFile = "application/vnd.docker.compose.file+yaml";
    public const string EnvFile = "application/vnd.docker.compose.envfile";
    public const string EmptyConfig = "application/vnd.oci.empty.v1+json";

    /// <summary>The config of an artifact for registries that know only OCI 1.0.</summary>
    public const string OldEmptyConfig = "application/vnd.docker.compose.config.empty.v1+json";

    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";
    public const string DockerManifest = "application/vnd.docker.distribution.manifest.v2+json";
    public const string DockerIndex = "application/vnd.docker.distribution.manifest.list.v2+json";
}
