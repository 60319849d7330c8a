# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the files that source this one
# Everything that the set-up fetches, with the SHA-256 of what must arrive.

onnxruntime_npm=com.github.asus4.onnxruntime
onnxruntime_npm_version=0.4.9
onnxruntime_npm_sha256=e59788788818fdde1b2e522e766a21ba0f7d8391de55737abf81e32cc801785d
onnxruntime_gpu_npm=com.github.asus4.onnxruntime.linux-x64-gpu
onnxruntime_gpu_npm_sha256=2b459e0c17f340c92970c10ed86de4f37a3009f93c14053e6ad4334cbb6be412

dashboard_npm=@microsoft/aspire-cli-linux-x64
dashboard_npm_version=13.5.4
dashboard_npm_sha256=e5575a27d8583593e2e245507359ab7868ecb7eaa2e51af765c436c9f9630f00

pgvector_minimum=0.8.0
pgvector_image=docker.io/pgvector/pgvector:pg17
rabbitmq_image=docker.io/library/rabbitmq:4-management
# The first Debian release with a new enough pgvector, for older ones.
debian_suite_with_pgvector=trixie
