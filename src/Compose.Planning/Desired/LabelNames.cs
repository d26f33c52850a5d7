namespace Compose.Planning.Desired;

/// <summary>The labels that carry a stack's state on the engine. The first group is Docker Compose's, so that either tool can go on with the other's work.</summary>
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

    /// <summary>Digests of what the mounted configs and secrets hold: `configs/app=…,secrets/db=…`.</summary>
    public const string ContentDigest = "ncompose.content-digest";

    /// <summary>What is remembered of each attribute, so that a later plan can name the one that changed; see <see cref="AttributeDigests"/>.</summary>
    public const string Attributes = "ncompose.attributes";

    /// <summary>What the digests in the other two are made with. An annotation where the engine lists annotations; see <see cref="DigestKey"/>.</summary>
    public const string Key = "ncompose.key";

    /// <summary>The hooks of a container whose service the files no longer have. An annotation; as a label it has no text. See <see cref="RememberedHooks"/>.</summary>
    public const string PreStop = "ncompose.pre-stop";

    /// <summary>Our own labels and annotations begin with it.</summary>
    public const string OwnPrefix = "ncompose.";
}
