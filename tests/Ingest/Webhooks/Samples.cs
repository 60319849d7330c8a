namespace Julie.Ingest.Tests.Webhooks;

/// <summary>Payloads in the shape that each host documents, cut down to what says where a push went, with invented names.</summary>
internal static class Samples
{
    public const string Commit = "5f6e1c0a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f";
    private const string Zeros = "0000000000000000000000000000000000000000";

    public static string GitHubPush(string url = "https://github.com/acme/Shop.git", string branch = "refs/heads/main", string after = Commit) => $$$"""
        {"ref":"{{{branch}}}","before":"{{{Zeros}}}","after":"{{{after}}}","created":false,"deleted":{{{(after == Zeros ? "true" : "false")}}},"forced":false,"commits":[],
         "repository":{"id":4711,"name":"Shop","full_name":"acme/Shop","private":true,"clone_url":"{{{url}}}","default_branch":"main","owner":{"login":"acme"}},
         "pusher":{"name":"mia"},"organization":{"login":"acme"}}
        """;

    public static string GitHubBranchDeleted => GitHubPush(branch: "refs/heads/old", after: Zeros);

    public const string GitHubPing = """{"zen":"Less is more.","hook_id":12,"repository":{"full_name":"acme/Shop","clone_url":"https://github.com/acme/Shop.git"}}""";

    public const string GitHubRenamed = """
        {"action":"renamed","changes":{"repository":{"name":{"from":"Shop"}}},"repository":{"name":"Store","full_name":"acme/Store","clone_url":"https://github.com/acme/Store.git"}}
        """;

    public const string GitHubTransferred = """
        {"action":"transferred","changes":{"owner":{"from":{"organization":{"login":"acme"}}}},"repository":{"name":"Shop","full_name":"omega/Shop","clone_url":"https://github.com/omega/Shop.git"}}
        """;

    public const string GitHubDeleted = """{"action":"deleted","repository":{"full_name":"acme/Shop","clone_url":"https://github.com/acme/Shop.git"}}""";

    public const string GiteaPush = $$$"""
        {"ref":"refs/heads/main","before":"{{{Zeros}}}","after":"{{{Commit}}}","commits":[],"total_commits":1,
         "repository":{"id":3,"name":"shop","full_name":"acme/shop","clone_url":"https://git.example.org/acme/shop.git","default_branch":"main"},"pusher":{"login":"mia"}}
        """;

    public const string GiteaTagCreated = $$$"""
        {"sha":"{{{Commit}}}","ref":"v1.2.0","ref_type":"tag","repository":{"full_name":"acme/shop","clone_url":"https://git.example.org/acme/shop.git","default_branch":"main"}}
        """;

    public const string GitLabPush = $$$"""
        {"object_kind":"push","event_name":"push","before":"{{{Zeros}}}","after":"{{{Commit}}}","ref":"refs/heads/main","checkout_sha":"{{{Commit}}}","project_id":15,
         "project":{"id":15,"name":"Shop","git_http_url":"https://gitlab.example.org/acme/shop.git","path_with_namespace":"acme/shop","default_branch":"main"},"total_commits_count":1}
        """;

    public const string GitLabTag = $$$"""
        {"object_kind":"tag_push","event_name":"tag_push","before":"{{{Zeros}}}","after":"{{{Commit}}}","ref":"refs/tags/v1","project":{"git_http_url":"https://gitlab.example.org/acme/shop.git","default_branch":"main"}}
        """;

    public const string GitLabRepositoryUpdate = $$$"""
        {"event_name":"repository_update","project_id":15,"project":{"git_http_url":"https://gitlab.example.org/acme/shop.git","default_branch":"main"},
         "changes":[{"before":"{{{Zeros}}}","after":"{{{Commit}}}","ref":"refs/heads/one"},{"before":"{{{Commit}}}","after":"{{{Zeros}}}","ref":"refs/heads/two"}],"refs":["refs/heads/one","refs/heads/two"]}
        """;

    public const string GitLabRename = """
        {"event_name":"project_rename","name":"Store","path":"store","path_with_namespace":"acme/store","old_path_with_namespace":"acme/shop","project_id":15}
        """;

    public const string BitbucketPush = $$$"""
        {"actor":{"display_name":"Mia"},"repository":{"type":"repository","full_name":"acme/shop","name":"shop","uuid":"{1}"},
         "push":{"changes":[
          {"new":{"type":"branch","name":"main","target":{"type":"commit","hash":"{{{Commit}}}"}},"old":null,"created":true,"closed":false,"forced":false},
          {"new":null,"old":{"type":"tag","name":"v0","target":{"hash":"{{{Commit}}}"}},"created":false,"closed":true,"forced":false}]}}
        """;

    public const string BitbucketRenamed = """
        {"repository":{"full_name":"acme/store"},"changes":{"name":{"new":"store","old":"shop"},"full_name":{"new":"acme/store","old":"acme/shop"}}}
        """;

    public const string BitbucketServerPush = $$$"""
        {"eventKey":"repo:refs_changed","date":"2026-01-02T03:04:05+0000","actor":{"name":"mia"},
         "repository":{"slug":"shop","id":84,"name":"shop","scmId":"git","project":{"key":"ACME","id":81,"name":"Acme"},"public":false},
         "changes":[{"ref":{"id":"refs/heads/main","displayId":"main","type":"BRANCH"},"refId":"refs/heads/main","fromHash":"{{{Zeros}}}","toHash":"{{{Commit}}}","type":"UPDATE"}]}
        """;

    public const string BitbucketServerRenamed = """
        {"eventKey":"repo:modified","old":{"slug":"shop","project":{"key":"ACME"}},"new":{"slug":"store","project":{"key":"ACME"}}}
        """;

    public const string AzurePush = $$$"""
        {"subscriptionId":"10000000-0000-0000-0000-000000000001","notificationId":4,"id":"20000000-0000-0000-0000-000000000002","eventType":"git.push","publisherId":"tfs",
         "resource":{"commits":[],"refUpdates":[{"name":"refs/heads/main","oldObjectId":"{{{Zeros}}}","newObjectId":"{{{Commit}}}"}],
          "repository":{"id":"30000000-0000-0000-0000-000000000003","name":"Shop","project":{"name":"Sales"},"defaultBranch":"refs/heads/main","remoteUrl":"https://acme@dev.azure.com/acme/Sales/_git/Shop"}},
         "resourceVersion":"1.0","createdDate":"2026-01-02T03:04:05Z"}
        """;

    public const string AzureRenamed = """
        {"id":"20000000-0000-0000-0000-000000000004","eventType":"git.repo.renamed","resource":{"oldName":"Shop","newName":"Store","repository":{"name":"Store","remoteUrl":"https://dev.azure.com/acme/Sales/_git/Store"}}}
        """;
}
