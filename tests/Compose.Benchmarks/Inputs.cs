using System.Text;

namespace Compose.Benchmarks;

/// <summary>Generated projects: services like those that people have, in any number.</summary>
internal static class Inputs
{
    public static Action<string> Services(int count) =>
        folder => File.WriteAllText(Path.Combine(folder, "compose.yaml"), Text(count));

    public static string Text(int services) => Services(0, services) + Resources();

    public static Action<string> Includes(int count, int servicesEach) => folder =>
    {
        var main = new StringBuilder("include:\n");
        for (var i = 0; i < count; i++)
        {
            main.Append($"  - part{i}/compose.yaml\n");
            Directory.CreateDirectory(Path.Combine(folder, $"part{i}"));
            File.WriteAllText(Path.Combine(folder, $"part{i}", "compose.yaml"), Services(i * servicesEach, servicesEach) + Resources());
        }

        main.Append("services:\n  main:\n    image: busybox\n");
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), main.ToString());
    };

    public static Action<string> Overrides(int count, int services) => folder =>
    {
        File.WriteAllText(Path.Combine(folder, "compose.yaml"), Services(0, services) + Resources());
        for (var i = 1; i <= count; i++)
        {
            var text = new StringBuilder("services:\n");
            for (var s = 0; s < services; s++)
                text.Append(
                    $"  service{s}:\n    environment:\n      LEVEL: \"{i}\"\n      OVERRIDE_{i}: x\n    ports:\n      - \"{20000 + (i * 2000) + s}:80\"\n    labels:\n      - level={i}\n");
            File.WriteAllText(Path.Combine(folder, $"override{i}.yaml"), text.ToString());
        }
    };

    private static string Resources() => "networks:\n  front:\n  back:\n    internal: true\nvolumes:\n  data:\n  logs:\n";

    private static string Services(int first, int count)
    {
        var text = new StringBuilder("services:\n");
        for (var i = first; i < first + count; i++)
        {
            text.Append($$"""
                  service{{i}}:
                    image: registry.example.com/team/app{{i % 7}}:{{i % 3}}.2
                    command: ["serve", "--port", "{{8000 + (i % 1000)}}", "--name=service {{i}}"]
                    restart: unless-stopped
                    environment:
                      NAME: service{{i}}
                      LEVEL: ${LEVEL:-info}
                      URL: http://service{{i}}:8000/?a=b&c=${TOKEN:-none}
                      COUNT: {{i}}
                    ports:
                      - "{{10000 + (i % 50000)}}:8000"
                    volumes:
                      - data:/var/lib/app
                      - ./conf/{{i}}:/etc/app:ro
                    networks: [front, back]
                    labels:
                      com.example.index: "{{i}}"
                      com.example.team: team-{{i % 5}}
                    healthcheck:
                      test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
                      interval: 10s
                      timeout: 3s
                      retries: 5
                    deploy:
                      resources:
                        limits: {cpus: "0.5", memory: 256M}
                    logging:
                      driver: json-file
                      options: {max-size: 10m, max-file: "3"}

                """);
            if (i > first)
                text.Append($"    depends_on:\n      service{i - 1}:\n        condition: service_started\n");
        }

        return text.ToString();
    }
}
