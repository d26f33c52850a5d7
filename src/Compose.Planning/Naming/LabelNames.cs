namespace Compose.Planning.Naming;

/// <summary>
/// The labels that store a project's state on the engine. The first group is Docker Compose's, so that both tools can work on the same
/// project.
/// </summary>
public static class LabelNames
{
    public const string Project = "com.docker.compose.project";
    public const string Service = "com.docker.compose.service";
    public const string Version = "com.docker.compose.version";
    public const string WorkingDir = "com.docker.compose.project.working_dir";
    public const string ConfigFiles = "com.docker.compose.project.config_files";
    public const string EnvironmentFile = "com.docker.compose.project.environment_file";
    public const string OneOff = "com.docker.compose.oneoff";
    public const string ConfigHash = "com.docker.compose.config-hash";
    public const string Number = "com.docker.compose.container-number";
    public const string DependsOn = "com.docker.compose.depends_on";
    public const string Image = "com.docker.compose.image";
    public const string ImageBuilder = "com.docker.compose.image.builder";
    public const string ImageVolumeDigest = "com.docker.compose.image-volume-digest";
    public const string Replace = "com.docker.compose.replace";
    public const string Slug = "com.docker.compose.slug";
    public const string Hook = "com.docker.compose.hook";
    public const string Network = "com.docker.compose.network";
    public const string Volume = "com.docker.compose.volume";

    /// <summary>Digests of the contents of mounted configs and secrets: `configs/app=…,secrets/db=…`.</summary>
    public const string ContentDigest = "ncompose.content-digest";

    /// <summary>A text or digest per attribute, so that a later plan can name the attribute that changed.</summary>
    public const string Attributes = "ncompose.attributes";

    /// <summary>The key of the digests in the other two. An annotation if the engine lists annotations.</summary>
    public const string Key = "ncompose.key";

    /// <summary>
    /// The pre_stop hooks, for a container whose service is no longer in the files. An annotation; as a label it has no text.
    /// </summary>
    public const string PreStop = "ncompose.pre-stop";

    /// <summary>The prefix of our own labels and annotations.</summary>
    public const string OwnPrefix = "ncompose.";
}
